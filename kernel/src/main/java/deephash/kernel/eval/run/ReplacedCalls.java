package deephash.kernel.eval.run;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Replaces calls that would end the kernel, such as {@code System.exit}, or print a trace of classes that the user did
 * not write. */
final class ReplacedCalls {

    private static final String STOP = Type.getInternalName(Stop.class);
    private static final String PRINTED_TRACE = Type.getInternalName(PrintedTrace.class);

    private ReplacedCalls() {}

    /** The static method to call with the same arguments, after the object itself; null if the call may stay. */
    static @Nullable Handle of(int opcode, String owner, String name, String descriptor) {
        if (descriptor.equals("(I)V") && owner.equals("java/lang/System") && name.equals("exit")) {
            return handle(STOP, "exit", "(I)V");
        }
        if (descriptor.equals("(I)V")
                && owner.equals("java/lang/Runtime")
                && (name.equals("exit") || name.equals("halt"))) {
            return handle(STOP, name, "(Ljava/lang/Runtime;I)V");
        }
        if (opcode == Opcodes.INVOKEVIRTUAL
                && name.equals("printStackTrace")
                && descriptor.matches("\\((Ljava/io/Print(Stream|Writer);)?\\)V")
                && isThrowable(owner)) {
            return handle(PRINTED_TRACE, "print", "(Ljava/lang/Throwable;" + descriptor.substring(1));
        }
        return null;
    }

    /**
     * The same of a method reference.
     *
     * @param bound what the reference keeps, such as {@code (Ljava/lang/Runtime;)...}; its types must be those of the
     *     method
     */
    static @Nullable Handle of(Handle called, String bound) {
        int opcode = called.getTag() == Opcodes.H_INVOKESTATIC
                ? Opcodes.INVOKESTATIC
                : called.getTag() == Opcodes.H_INVOKEVIRTUAL ? Opcodes.INVOKEVIRTUAL : Opcodes.NOP;
        Handle instead = of(opcode, called.getOwner(), called.getName(), called.getDesc());
        if (instead == null || bound.startsWith("()")) {
            return instead;
        }
        String kept = bound.substring(1, bound.indexOf(')'));
        return instead.getDesc().startsWith("(" + kept) ? instead : null;
    }

    /** Judged by the name of the class, which is not loaded here. */
    private static boolean isThrowable(String owner) {
        return owner.startsWith("java/") || owner.matches(".*(Exception|Error|Throwable)");
    }

    private static Handle handle(String owner, String name, String descriptor) {
        return new Handle(Opcodes.H_INVOKESTATIC, owner, name, descriptor, false);
    }
}
