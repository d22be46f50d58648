package deephash.kernel.eval.state;

import deephash.kernel.eval.text.JavaToken;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets nothing assign to a {@code final} variable. JShell drops the word, since the variable gets its value in a
 * method. In the class file that later snippets are compiled against, the field is final again, so that the compiler
 * itself refuses an assignment.
 */
final class FinalVariables {

    private final JShell shell;
    private final SnippetCleanup files;

    FinalVariables(JShell shell, SnippetCleanup files) {
        this.shell = shell;
        this.files = files;
    }

    /** Looks after the variables that an evaluation has declared, or compiled again. */
    void follow(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            if (event.snippet() instanceof VarSnippet variable
                    && variable.subKind() == SubKind.VAR_DECLARATION_WITH_INITIALIZER_SUBKIND
                    && shell.status(variable).isActive()
                    && isFinal(variable.source())) {
                files.changeClassFile(variable, file -> withFinal(file, variable.name()));
            }
        }
    }

    /** Whether {@code final} is among the words before the type. */
    private static boolean isFinal(String declaration) {
        JavaToken token;
        for (int at = 0; at < declaration.length(); at = token.end()) {
            token = JavaToken.at(declaration, at);
            String word = token.of(declaration);
            if (word.equals("final")) {
                return true;
            } else if (word.equals("=") || word.equals("(")) {
                return false;
            }
        }
        return false;
    }

    private static byte[] withFinal(byte[] classFile, String name) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public FieldVisitor visitField(
                            int access,
                            String field,
                            String descriptor,
                            @Nullable String signature,
                            @Nullable Object value) {
                        int same = field.equals(name) ? Opcodes.ACC_FINAL : 0;
                        return super.visitField(access | same, field, descriptor, signature, value);
                    }
                },
                0);
        return writer.toByteArray();
    }
}
