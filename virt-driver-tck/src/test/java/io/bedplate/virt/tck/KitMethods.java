package io.bedplate.virt.tck;

import java.lang.reflect.Method;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** The test methods of the kit. */
final class KitMethods {
    private KitMethods() {}

    static List<Method> all() {
        return AnnotationSupport.findAnnotatedMethods(VirtDriverTck.class, Test.class,
                HierarchyTraversalMode.TOP_DOWN);
    }
}
