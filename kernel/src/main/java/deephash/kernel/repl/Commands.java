package deephash.kernel.repl;

import static java.util.stream.Collectors.joining;

import deephash.kernel.install.Root;
import deephash.kernel.magic.ShellCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What lines such as {@code /vars} do, at the prompt and in a script. */
final class Commands {

    private final Session session;

    Commands(Session session) {
        this.session = session;
    }

    /** Runs one, unless it cannot be; then that has been said. */
    boolean run(String line) {
        Optional<String> listing = ShellCommands.listing(line, session.cells().shell());
        if (listing.isPresent()) {
            session.out().print(listing.get());
            session.out().flush();
            return true;
        }
        String argument = ShellCommands.argument(line);
        return switch (ShellCommands.name(line)) {
            case "/exit", "/quit" -> leave(argument);
            case "/help", "/?" -> help();
            case "/list" -> list();
            case "/save" -> save(argument);
            case "/open" -> open(argument);
            default -> {
                session.say("There is no command " + ShellCommands.name(line) + "; /help lists them.");
                yield false;
            }
        };
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
        session.entered().forEach(each -> session.say("%4d : %s".formatted(each.number(), each.source())));
        return true;
    }

    private boolean save(String file) {
        if (file.isEmpty()) {
            session.say("Say where: /save FILE");
            return false;
        }
        try {
            Files.writeString(
                    Root.given(Path.of(file)),
                    session.entered().stream().map(Session.Entered::source).collect(joining("\n", "", "\n")));
            return true;
        } catch (IOException e) {
            session.say("It could not be saved: " + e);
            return false;
        }
    }

    private boolean open(String file) {
        if (file.isEmpty()) {
            session.say("Say what: /open FILE");
            return false;
        }
        try {
            return Script.run(session, file, Files.readString(Root.given(Path.of(file))));
        } catch (IOException e) {
            session.say("It could not be read: " + e);
            return false;
        }
    }
}
