package deephash.kernel.repl;

import static java.util.stream.Collectors.joining;

import deephash.file.WholeFile;
import deephash.kernel.install.FileFault;
import deephash.kernel.install.Root;
import deephash.kernel.magic.SlashCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lines such as {@code /vars} do, at the prompt and in a script. */
final class Commands {

    /** What other prompts know. */
    private static final Pattern MEANT =
            Pattern.compile("(?:(help|exit|quit)(?:\\s*\\(\\s*\\))?\\s*;?|:\\s*[\\w?!].*)");

    private final Session session;

    Commands(Session session) {
        this.session = session;
    }

    /** Runs a command, or says why it cannot be run. */
    boolean run(String line) {
        Optional<String> listing = SlashCommands.listing(line, session.cells().declarations());
        if (listing.isPresent()) {
            session.out().print(listing.get());
            session.out().flush();
            return true;
        }
        String argument = SlashCommands.argument(line);
        return switch (SlashCommands.name(line)) {
            case "/exit", "/quit" -> leave(argument);
            case "/help", "/?" -> help();
            case "/list" -> list();
            case "/save" -> save(argument);
            case "/open" -> open(argument);
            default -> {
                session.say("There is no command " + SlashCommands.name(line) + "; /help lists them.");
                yield false;
            }
        };
    }

    /** Whether a line is not Java but a command that other prompts know. */
    boolean isMeant(String line) {
        Matcher meant = MEANT.matcher(line);
        if (!meant.matches()) {
            return false;
        }
        String word = meant.group(1);
        return word == null || !session.cells().declarations().has(word);
    }

    /** Says what to enter instead. */
    void explain(String meant) {
        session.say(
                meant.matches(":?(exit|quit|q)\\b.*")
                        ? "/exit or Ctrl-D leaves; /help says what else there is."
                        : "/help says what there is: commands begin with a slash.");
    }

    private boolean leave(String status) {
        session.leave(status.matches("\\d{1,9}") ? Integer.parseInt(status) : 0);
        return true;
    }

    private boolean help() {
        return session.say("""
                Java statements and expressions, with the library imported: DeepHash.load("fashion-mnist-mini")
                Tab completes. A name with ? shows its documentation: DeepHash?   ?? shows all of it.
                Ctrl-C stops what runs, Ctrl-D leaves.
                /vars  /methods  /types  /imports   what is declared
                /list                               what was entered
                /save FILE   /open FILE             keep it, run it
                /exit""");
    }

    private boolean list() {
        if (session.entered().isEmpty()) {
            return session.say("Nothing was entered.");
        }
        session.entered().forEach(each -> session.say("%4d : %s".formatted(each.number(), each.source())));
        return true;
    }

    private boolean save(String file) {
        if (file.isEmpty()) {
            session.say("Say where: /save FILE");
            return false;
        }
        try {
            Path saved = Root.given(Path.of(file));
            if (saved.getParent() != null && !Files.isDirectory(saved.getParent())) {
                session.say("There is no folder " + saved.getParent() + ".");
                return false;
            }
            WholeFile.write(
                    saved,
                    session.entered().stream().map(Session.Entered::source).collect(joining("\n", "", "\n")));
            return session.say("Saved " + saved + "; /open " + file + " runs it.");
        } catch (IOException e) {
            session.say("It could not be saved. " + FileFault.of(e));
            return false;
        }
    }

    private boolean open(String file) {
        if (file.isEmpty()) {
            session.say("Say what: /open FILE");
            return false;
        }
        try {
            return Script.run(session, file, Script.text(Root.given(Path.of(file))));
        } catch (IllegalArgumentException e) {
            session.say(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            session.say("It could not be read. " + FileFault.of(e));
        }
        return false;
    }
}
