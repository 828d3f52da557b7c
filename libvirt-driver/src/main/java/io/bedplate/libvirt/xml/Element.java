package io.bedplate.libvirt.xml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of an element: of the child that a record component stands for where it is not the component's own, or of the
 * record where it is one of several kinds.
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@interface Element {
    String value();
}
