package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalLong;

/** Limits of a disk, in bytes or requests a second. */
public record DiskIoTune(@Element("total_bytes_sec") OptionalLong totalBytes,
        @Element("read_bytes_sec") OptionalLong readBytes, @Element("write_bytes_sec") OptionalLong writeBytes,
        @Element("total_iops_sec") OptionalLong totalIops, @Element("read_iops_sec") OptionalLong readIops,
        @Element("write_iops_sec") OptionalLong writeIops, @Element("total_bytes_sec_max") OptionalLong totalBytesMax,
        @Element("read_bytes_sec_max") OptionalLong readBytesMax,
        @Element("write_bytes_sec_max") OptionalLong writeBytesMax,
        @Element("total_iops_sec_max") OptionalLong totalIopsMax,
        @Element("read_iops_sec_max") OptionalLong readIopsMax,
        @Element("write_iops_sec_max") OptionalLong writeIopsMax, @Element("size_iops_sec") OptionalLong sizeIops,
        @Element("group_name") Optional<String> groupName,
        @Element("total_bytes_sec_max_length") OptionalLong totalBytesMaxLength,
        @Element("read_bytes_sec_max_length") OptionalLong readBytesMaxLength,
        @Element("write_bytes_sec_max_length") OptionalLong writeBytesMaxLength,
        @Element("total_iops_sec_max_length") OptionalLong totalIopsMaxLength,
        @Element("read_iops_sec_max_length") OptionalLong readIopsMaxLength,
        @Element("write_iops_sec_max_length") OptionalLong writeIopsMaxLength, Rest rest) {}
