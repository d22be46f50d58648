package deephash.kernel.eval.classpath;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** A class file of which only the name is known. It is opened when the compiler reads it, which it rarely does. */
final class ListedClass implements JavaFileObject {

    private final String binaryName;
    private final Place place;
    private @Nullable JavaFileObject found;

    /** Where classes lie. */
    interface Place {
        /** The file of a class, null if there is none. */
        @Nullable
        JavaFileObject find(String binaryName) throws IOException;
    }

    ListedClass(String binaryName, Place place) {
        this.binaryName = binaryName;
        this.place = place;
    }

    String binaryName() {
        return binaryName;
    }

    private JavaFileObject file() throws IOException {
        JavaFileObject file = found;
        if (file == null) {
            file = place.find(binaryName);
            if (file == null) {
                throw new FileNotFoundException("The class " + binaryName + " is no longer where it was.");
            }
            found = file;
        }
        return file;
    }

    /** The file itself, for callers that cannot report that it is gone. */
    JavaFileObject known() {
        try {
            return file();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Kind getKind() {
        return Kind.CLASS;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.CLASS && simpleName.equals(binaryName.substring(binaryName.lastIndexOf('.') + 1));
    }

    @Override
    public @Nullable NestingKind getNestingKind() {
        return null;
    }

    @Override
    public @Nullable Modifier getAccessLevel() {
        return null;
    }

    @Override
    public URI toUri() {
        return known().toUri();
    }

    @Override
    public String getName() {
        return known().getName();
    }

    @Override
    public InputStream openInputStream() throws IOException {
        return file().openInputStream();
    }

    @Override
    public OutputStream openOutputStream() throws IOException {
        return file().openOutputStream();
    }

    @Override
    public Reader openReader(boolean ignoreEncodingErrors) throws IOException {
        return file().openReader(ignoreEncodingErrors);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
        return file().getCharContent(ignoreEncodingErrors);
    }

    @Override
    public Writer openWriter() throws IOException {
        return file().openWriter();
    }

    @Override
    public long getLastModified() {
        return known().getLastModified();
    }

    @Override
    public boolean delete() {
        return false;
    }
}
