package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** Puts {@link Os} together, or changes parts of one. What is not set is not in the document. */
public final class OsBuilder {
    private Optional<String> firmware = Optional.empty();
    private Optional<Os.Type> type = Optional.empty();
    private Optional<Os.FirmwareFeatures> firmwareFeatures = Optional.empty();
    private Optional<Os.Loader> loader = Optional.empty();
    private Optional<Os.Nvram> nvram = Optional.empty();
    private Optional<String> kernel = Optional.empty();
    private Optional<String> initrd = Optional.empty();
    private Optional<String> cmdline = Optional.empty();
    private Optional<String> dtb = Optional.empty();
    private List<Os.Boot> boots = List.of();
    private Optional<Os.BootMenu> bootMenu = Optional.empty();
    private Optional<Os.Smbios> smbios = Optional.empty();
    private Optional<Os.Bios> bios = Optional.empty();
    private Rest rest = Rest.NONE;

    public OsBuilder() {}

    /** Begins with what is there. */
    public OsBuilder(Os from) {
        firmware = from.firmware();
        type = from.type();
        firmwareFeatures = from.firmwareFeatures();
        loader = from.loader();
        nvram = from.nvram();
        kernel = from.kernel();
        initrd = from.initrd();
        cmdline = from.cmdline();
        dtb = from.dtb();
        boots = from.boots();
        bootMenu = from.bootMenu();
        smbios = from.smbios();
        bios = from.bios();
        rest = from.rest();
    }

    public OsBuilder firmware(String value) {
        firmware = Optional.of(value);
        return this;
    }

    public OsBuilder type(Os.Type value) {
        type = Optional.of(value);
        return this;
    }

    public OsBuilder firmwareFeatures(Os.FirmwareFeatures value) {
        firmwareFeatures = Optional.of(value);
        return this;
    }

    public OsBuilder loader(Os.Loader value) {
        loader = Optional.of(value);
        return this;
    }

    public OsBuilder nvram(Os.Nvram value) {
        nvram = Optional.of(value);
        return this;
    }

    public OsBuilder kernel(String value) {
        kernel = Optional.of(value);
        return this;
    }

    public OsBuilder initrd(String value) {
        initrd = Optional.of(value);
        return this;
    }

    public OsBuilder cmdline(String value) {
        cmdline = Optional.of(value);
        return this;
    }

    public OsBuilder dtb(String value) {
        dtb = Optional.of(value);
        return this;
    }

    public OsBuilder boots(List<Os.Boot> value) {
        boots = value;
        return this;
    }

    public OsBuilder bootMenu(Os.BootMenu value) {
        bootMenu = Optional.of(value);
        return this;
    }

    public OsBuilder smbios(Os.Smbios value) {
        smbios = Optional.of(value);
        return this;
    }

    public OsBuilder bios(Os.Bios value) {
        bios = Optional.of(value);
        return this;
    }

    public Os build() {
        return new Os(firmware, type, firmwareFeatures, loader, nvram, kernel, initrd, cmdline, dtb, boots, bootMenu,
                smbios, bios, rest);
    }
}
