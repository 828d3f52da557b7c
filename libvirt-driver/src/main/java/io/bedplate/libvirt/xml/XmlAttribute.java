package io.bedplate.libvirt.xml;

/**
 * An attribute as it is written; declarations of namespaces are attributes, too.
 *
 * @param name with its prefix
 */
public record XmlAttribute(String name, String value) {}
