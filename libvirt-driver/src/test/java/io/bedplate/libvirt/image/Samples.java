package io.bedplate.libvirt.image;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** A small safe image of each format that has one, by the formats' own documents, and magics of the refused ones. */
final class Samples {
    static final int CLUSTER = 65_536;
    static final long GIB = 1L << 30;

    private Samples() {}

    static Map<String, Sample> all() {
        var all = new TreeMap<String, Sample>();
        all.put("qcow2 2", qcow2(2));
        all.put("qcow2 3", qcow2(3));
        all.put("vmdk", vmdk(DESCRIPTOR));
        all.put("vmdk text", Sample.littleEndian(1024, 1024).text(0, DESCRIPTOR));
        all.put("vdi", vdi());
        all.put("vhd", vhd());
        all.put("vhd fixed", fixedVhd());
        all.put("vhdx", vhdx());
        all.put("iso", iso());
        all.put("mbr", mbr());
        all.put("gpt", gpt());
        all.put("qcow", Sample.bigEndian(512, 4096).text(0, Qcow2.MAGIC).u32(4, 1));
        all.put("qed", Sample.littleEndian(512, 4096).text(0, "QED\0"));
        all.put("luks", Sample.littleEndian(512, 4096).text(0, "LUKS\u00ba\u00be"));
        all.put("ploop", Sample.littleEndian(512, 4096).text(0, "WithouFreSpacExt"));
        all.put("bochs", Sample.littleEndian(512, 4096).text(0, "Bochs Virtual HD Image"));
        all.put("cloop", Sample.littleEndian(512, 4096).text(0, "#!/bin/sh\n#V2.0 Format\n"));
        all.put("dmg", Sample.littleEndian(4096, 4096).text(4096 - 512, "koly"));
        return all;
    }

    static Sample named(String name) {
        return Objects.requireNonNull(all().get(name));
    }

    static Sample qcow2(int version) {
        var sample = Sample.bigEndian(1024, 4 * CLUSTER).text(0, Qcow2.MAGIC).u32(4, version).u32(20, 16).u64(24, GIB)
                .u32(36, 2).u64(40, 3 * CLUSTER).u64(48, CLUSTER).u32(56, 1);
        return version == 2 ? sample : sample.u32(96, 4).u32(100, 112);
    }

    static final String DESCRIPTOR = """
            # Disk DescriptorFile
            version=1
            CID=fffffffe
            parentCID=ffffffff
            createType="monolithicSparse"

            # Extent description
            RW 20480 SPARSE "disk.vmdk"

            ddb.adapterType = "ide"
            """;

    static Sample vmdk(String descriptor) {
        return Sample.littleEndian(4096, CLUSTER).text(0, "KDMV").u32(4, 1).u32(8, 3).u64(12, 20_480).u64(20, 128)
                .u64(28, 1).u64(36, 7).u32(44, 512).u64(48, 21).u64(56, 26).u64(64, 128).text(512, descriptor);
    }

    /** Its directory is where the footer says. */
    static Sample streamOptimized() {
        var sample = vmdk(DESCRIPTOR.replace("monolithicSparse", "streamOptimized"));
        sample.u64(56, -1).copyFrom(0, 4096 - 1024, 512).u64(4096 - 1024 + 56, 2);
        return sample.ofSize(4096);
    }

    static Sample vdi() {
        return Sample.littleEndian(512, 4096).text(0, "<<< QEMU VM Virtual Disk Image >>>\n").u32(0x40, 0xbeda107fL)
                .u32(0x44, 0x10001).u32(0x48, 0x180).u32(0x4c, 1).u32(0x154, 0x200).u32(0x158, 0x400).u32(0x168, 512)
                .u64(0x170, 10 << 20).u32(0x178, 1 << 20).u32(0x180, 10);
    }

    static Sample vhd() {
        var sample = Sample.bigEndian(2048, 2560).text(0, "conectix").u32(8, 2).u32(12, 0x10000).u64(16, 512)
                .u64(40, GIB).u64(48, GIB).u32(60, 3).text(512, "cxsparse").u64(512 + 8, -1).u64(512 + 16, 1536)
                .u32(512 + 24, 0x10000).u32(512 + 28, 64).u32(512 + 32, 1 << 21);
        return withVhdChecksums(sample);
    }

    static Sample withVhdChecksums(Sample sample) {
        return vhdChecksum(vhdChecksum(sample, 0, 512, 64), 512, 1024, 36);
    }

    static Sample vhdChecksum(Sample sample, int from, int length, int at) {
        sample.u32(from + at, 0);
        long sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += sample.bytes()[i] & 0xff;
        }
        return sample.u32(from + at, ~sum);
    }

    static Sample fixedVhd() {
        var sample = Sample.bigEndian(4096 + 512, 4096 + 512).text(4096, "conectix").u32(4096 + 12, 0x10000)
                .u64(4096 + 16, -1).u64(4096 + 48, 4096).u32(4096 + 60, 2);
        return vhdChecksum(sample, 4096, 512, 64);
    }

    static final int VHDX_METADATA = 320 * 1024;
    private static final int VHDX_ITEMS = VHDX_METADATA + 65_536;

    static Sample vhdx() {
        var sample = Sample.littleEndian(VHDX_ITEMS + 64, 8 << 20).text(0, "vhdxfile");
        for (int i = 0; i < 2; i++) {
            int header = (64 + 64 * i) << 10;
            sample.text(header, "head").u64(header + 8, i).u16(header + 66, 1);
            int regions = (192 + 64 * i) << 10;
            sample.text(regions, "regi").u32(regions + 8, 1);
            guid(sample, regions + 16, 0x8b7ca206L, 0x4790, 0x4b9a, 0xb8fe575f050f886eL);
            sample.u64(regions + 32, VHDX_METADATA).u32(regions + 40, 1 << 20);
        }
        sample.text(VHDX_METADATA, "metadata").u16(VHDX_METADATA + 10, 2);
        guid(sample, VHDX_METADATA + 32, 0xcaa16737L, 0xfa36, 0x4d43, 0xb3b633f0aa44e76bL);
        sample.u32(VHDX_METADATA + 48, 65_536).u32(VHDX_METADATA + 52, 8);
        guid(sample, VHDX_METADATA + 64, 0x2fa54224L, 0xcd1b, 0x4876, 0xb2115dbed83bf4b8L);
        sample.u32(VHDX_METADATA + 80, 65_544).u32(VHDX_METADATA + 84, 8);
        return withVhdxChecksums(sample.u32(VHDX_ITEMS, 1 << 20).u64(VHDX_ITEMS + 8, GIB));
    }

    static Sample withVhdxChecksums(Sample sample) {
        for (int i = 0; i < 2; i++) {
            vhdxChecksum(sample, (64 + 64 * i) << 10, 4096);
            vhdxChecksum(sample, (192 + 64 * i) << 10, 65_536);
        }
        return sample;
    }

    private static void vhdxChecksum(Sample sample, int at, int length) {
        sample.u32(at + 4, 0);
        var crc = new CRC32C();
        crc.update(sample.bytes(), at, length);
        sample.u32(at + 4, crc.getValue());
    }

    private static void guid(Sample sample, int at, long first, int second, int third, long rest) {
        sample.u32(at, first).u16(at + 4, second).u16(at + 6, third).u64(at + 8, Long.reverseBytes(rest));
    }

    static Sample iso() {
        return Sample.littleEndian(34 * 1024, 1 << 20).u8(32_768, 1).text(32_769, "CD001").u8(32_774, 1)
                .u32(32_768 + 80, 512).u16(32_768 + 128, 2048);
    }

    static Sample mbr() {
        return Sample.littleEndian(512, GIB).u8(446, 0x80).u8(450, 0x83).u32(454, 2048).u32(458, 4096).u16(510, 0xaa55);
    }

    static Sample gpt() {
        return mbr().u8(446, 0).u8(450, 0xee);
    }
}
