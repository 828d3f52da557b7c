package io.bedplate.libvirt.jna;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libvirt.Error.ErrorNumber;

import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** What libvirt's errors mean for a caller; texts as libvirt 9 and QEMU 7.2 say them. */
final class LibvirtErrorsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NO_DOMAIN          | Domain not found                                        | NOT_FOUND
            NO_CONNECT         | no connection driver available                          | UNAVAILABLE
            RPC                | Cannot write data: Broken pipe                          | UNAVAILABLE
            OPERATION_TIMEOUT  | cannot acquire state change lock                        | UNAVAILABLE
            OPERATION_INVALID  | domain is not running                                   | WRONG_STATE
            OPERATION_INVALID  | PCI device 0000:3b:02.1 is in use by driver QEMU, domain a | INVALID_SPEC
            CONFIG_UNSUPPORTED | memory hotplug isn't supported                          | INVALID_SPEC
            XML_INVALID_SCHEMA | Extra element features in interleave                    | INVALID_SPEC
            NO_SUPPORT         | this function is not supported                          | UNSUPPORTED
            NO_MEMORY          | out of memory                                           | INSUFFICIENT_RESOURCES
            OPERATION_FAILED   | domain 'a' already exists with uuid x                   | EXISTS
            INTERNAL_ERROR     | hugetlbfs filesystem is not mounted or disabled by administrator config | UNSUPPORTED
            INTERNAL_ERROR     | qemu: os_mem_prealloc: Insufficient free host memory pages available   | INSUFFICIENT_RESOURCES
            SYSTEM_ERROR       | cannot write /x: No space left on device                | INSUFFICIENT_RESOURCES
            SYSTEM_ERROR       | Cannot access storage file '/x': No such file or directory | INVALID_SPEC
            INTERNAL_ERROR     | something else                                          | INTERNAL
            """)
    void errorHasItsKind(String number, String message, Kind kind) {
        assertThat(LibvirtErrors.kind(ErrorNumber.valueOf("VIR_ERR_" + number), message)).isEqualTo(kind);
    }
}
