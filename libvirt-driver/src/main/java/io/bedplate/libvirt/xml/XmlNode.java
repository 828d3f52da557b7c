package io.bedplate.libvirt.xml;

/** A part of an XML document as it stands there. */
public sealed interface XmlNode extends Rest.Slot
        permits XmlElement, XmlNode.Text, XmlNode.Comment, XmlNode.Instruction {

    /** Characters between two other nodes, entities resolved. */
    record Text(String text) implements XmlNode {}

    /** A comment. */
    record Comment(String text) implements XmlNode {}

    /** A processing instruction. */
    record Instruction(String target, String data) implements XmlNode {}
}
