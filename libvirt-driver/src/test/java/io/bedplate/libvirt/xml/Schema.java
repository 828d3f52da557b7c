package io.bedplate.libvirt.xml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** libvirt's own RELAX NG schemas, as installed with libvirt. */
final class Schema {
    private static final Path FOLDER = Path.of("/usr/share/libvirt/schemas");

    private final ValidationDriver driver;
    private final Complaints complaints = new Complaints();

    private Schema() {
        var properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, complaints);
        driver = new ValidationDriver(properties.toPropertyMap());
    }

    private static final class Complaints implements ErrorHandler {
        private final List<String> found = new ArrayList<>();

        @Override
        public void warning(SAXParseException e) {
            note(e);
        }

        @Override
        public void error(SAXParseException e) {
            note(e);
        }

        @Override
        public void fatalError(SAXParseException e) {
            note(e);
        }

        private void note(SAXParseException e) {
            found.add("%d:%d %s".formatted(e.getLineNumber(), e.getColumnNumber(), e.getMessage()));
        }
    }

    /** Skips the test where libvirt's schemas are not installed. */
    static Schema domain() throws IOException, SAXException {
        return of("domain.rng");
    }

    /** The one of network filters; skips likewise. */
    static Schema networkFilter() throws IOException, SAXException {
        return of("nwfilter.rng");
    }

    private static Schema of(String name) throws IOException, SAXException {
        var file = FOLDER.resolve(name);
        assumeTrue(Files.isReadable(file), "libvirt's schemas are not installed");
        var schema = new Schema();
        if (!schema.driver.loadSchema(new InputSource(file.toUri().toString()))) {
            throw new IOException("schema: " + schema.complaints.found);
        }
        return schema;
    }

    /** What the schema says against a document; empty = valid. */
    List<String> complaints(String xml) throws IOException, SAXException {
        complaints.found.clear();
        driver.validate(new InputSource(new StringReader(xml)));
        return List.copyOf(complaints.found);
    }
}
