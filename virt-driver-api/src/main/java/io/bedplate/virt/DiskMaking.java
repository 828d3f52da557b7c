package io.bedplate.virt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Ability to make disks for guests on storage of the host. They belong to an instance, whether the driver knows a guest of
 * that id or not: destroying the guest leaves them, and so does closing the driver [23.6].
 */
public interface DiskMaking {

    /**
     * [23.2] Makes disks for an instance beside those it has: all of them or, refused or failed, none [23.3]. A disk of a
     * name that the instance has already gets a file of its own, and the former one stays as it is [23.4]. No program but
     * the driver sees an image that has not been judged.
     *
     * @throws VirtDriverException INVALID_SPEC for two disks of one name, an unknown word for a format and an
     *                             {@link DiskOrder.Enlarged} of something that was not made for the instance [23.5];
     *                             UNSUPPORTED where the host has no program for it
     */
    MakeResult make(InstanceId id, List<DiskOrder> orders);

    /** [23.2] What was made for an instance and is there, ascending by file; of an unknown instance nothing. */
    List<MadeDisk> made(InstanceId id);

    /**
     * [23.6] Removes what was made for an instance, and what a crash left half made, but for the files of these disks. An
     * unknown instance, and a disk that was not made, are fine. Nobody uses what goes.
     */
    void keep(InstanceId id, List<Disk> kept);

    /**
     * [23.7] Removes base images that no disk stands on and that nobody has asked for so long, and what a crash left of
     * others.
     *
     * @param unused longer than the making of a disk takes
     * @return the files of the base images removed
     */
    List<Path> tidy(Duration unused);
}
