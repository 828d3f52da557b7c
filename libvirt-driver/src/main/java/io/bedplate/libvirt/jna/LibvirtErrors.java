package io.bedplate.libvirt.jna;

import java.util.List;
import java.util.Locale;

import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * libvirt's errors as kinds, with libvirt's own text. Numbers are {@code virErrorNumber} of virterror.h. libvirt keeps
 * the last error per thread, so it must be read on the thread of the failed call.
 */
final class LibvirtErrors {
    // libvirt files most of what QEMU says on its way out under "internal error"; only the text tells them apart.
    private static final List<Reading> READINGS = List.of(
            new Reading("already exists with uuid", Kind.EXISTS),
            new Reading("already defined with", Kind.EXISTS),
            new Reading("hugetlbfs filesystem is not mounted", Kind.UNSUPPORTED),
            new Reading("cannot allocate memory", Kind.INSUFFICIENT_RESOURCES),
            new Reading("insufficient free host memory pages", Kind.INSUFFICIENT_RESOURCES),
            new Reading("no space left on device", Kind.INSUFFICIENT_RESOURCES),
            new Reading("disk quota exceeded", Kind.INSUFFICIENT_RESOURCES),
            new Reading("no such file or directory", Kind.INVALID_SPEC),
            new Reading("is a directory", Kind.INVALID_SPEC),
            new Reading("permission denied", Kind.INVALID_SPEC),
            new Reading("image is not in", Kind.INVALID_SPEC),
            new Reading("host doesn't support", Kind.INVALID_SPEC),
            new Reading("device not found", Kind.INVALID_SPEC),
            new Reading("guest agent didn't respond", Kind.UNAVAILABLE));

    // Under "operation invalid", as if the guest were in a wrong state; in truth another guest has it.
    private static final String DEVICE_TAKEN = "is in use by driver";

    private LibvirtErrors() {}

    private record Reading(String text, Kind kind) {}

    /** The failure of the call that this thread just made. */
    static VirtDriverException last(String what) {
        var message = LibvirtApi.INSTANCE.virGetLastErrorMessage();
        return exception(what, lastNumber(), message == null ? "no reason given" : message);
    }

    /** The number of the failure of the call that this thread just made. */
    static ErrorNumber lastNumber() {
        return number(LibvirtApi.INSTANCE.virGetLastErrorCode());
    }

    static VirtDriverException of(String what, LibvirtException e) {
        var error = e.getError();
        return error == null
                ? new VirtDriverException(Kind.INTERNAL, "libvirt: %s: %s".formatted(what, e.getMessage()), e)
                : exception(what, error.getCode(), String.valueOf(error.getMessage()));
    }

    private static VirtDriverException exception(String what, ErrorNumber number, String message) {
        return new VirtDriverException(kind(number, message), "libvirt: %s: %s".formatted(what, message.strip()));
    }

    /** What a caller can do about it. */
    static Kind kind(ErrorNumber number, String message) {
        return switch (number) {
            case VIR_ERR_NO_MEMORY -> Kind.INSUFFICIENT_RESOURCES;
            case VIR_ERR_NO_SUPPORT, VIR_ERR_OPERATION_UNSUPPORTED, VIR_ERR_ARGUMENT_UNSUPPORTED -> Kind.UNSUPPORTED;
            case VIR_ERR_NO_CONNECT, VIR_ERR_INVALID_CONN, VIR_ERR_RPC, VIR_ERR_AUTH_FAILED -> Kind.UNAVAILABLE;
            // Another job holds the domain, or the guest's agent is silent.
            case VIR_ERR_OPERATION_TIMEOUT, VIR_ERR_AGENT_UNRESPONSIVE, VIR_ERR_AGENT_UNSYNCED -> Kind.UNAVAILABLE;
            case VIR_ERR_DOM_EXIST -> Kind.EXISTS;
            case VIR_ERR_XML_ERROR, VIR_ERR_XML_DETAIL, VIR_ERR_XML_INVALID_SCHEMA, VIR_ERR_CONFIG_UNSUPPORTED,
                    VIR_ERR_INVALID_ARG, VIR_ERR_NO_NODE_DEVICE ->
                Kind.INVALID_SPEC;
            case VIR_ERR_NO_DOMAIN -> Kind.NOT_FOUND;
            case VIR_ERR_OPERATION_INVALID -> message.contains(DEVICE_TAKEN) ? Kind.INVALID_SPEC : Kind.WRONG_STATE;
            default -> byText(message);
        };
    }

    private static ErrorNumber number(int code) {
        var numbers = ErrorNumber.values();
        return code >= 0 && code < numbers.length ? numbers[code] : ErrorNumber.VIR_ERR_INTERNAL_ERROR;
    }

    private static Kind byText(String message) {
        var lower = message.toLowerCase(Locale.ROOT);
        return READINGS.stream().filter(reading -> lower.contains(reading.text())).map(Reading::kind).findFirst()
                .orElse(Kind.INTERNAL);
    }
}
