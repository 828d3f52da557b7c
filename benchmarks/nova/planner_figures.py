"""Nova's side of benchmarks/compare-nova: its own fit, in process, on the hosts and requests of BenchmarkHosts.

Needs Debian's python3-nova (Zed). Prints "name<TAB>median microseconds of CPU time"; a row that takes longer than
the limit is printed with ">" before the limit. Names are those of PlannerFigures.java.
"""
import itertools
import multiprocessing
import os
import random
import statistics
import sys
import time
import uuid

os.environ.setdefault('OS_NOVA_DISABLE_EVENTLET_PATCHING', '1')

import nova.conf  # noqa: E402
from nova import objects  # noqa: E402
from nova.objects import fields  # noqa: E402
from nova.pci import stats  # noqa: E402
from nova.virt import hardware  # noqa: E402

nova.conf.CONF([], project='nova', version='compare', default_config_files=[])
objects.register_all()

LIMIT_SECONDS = float(os.environ.get('NOVA_LIMIT_SECONDS', '10'))
GIB_KB = 1 << 20
PAGES_2M, PAGES_1G, CELL_GIB = 48 * 512, 64, 128
SHAPES = {'2x16': (2, 16, 1), '4x32': (4, 32, 2), '8x32': (8, 32, 4), '16x16': (16, 16, 8)}


def pages(size_kb, total, used=0):
    return objects.NUMAPagesTopology(size_kb=size_kb, total=total, used=used, reserved=0)


def cell(index, shape, fill, seed):
    _, cpus, per_socket = shape
    first, half = index * cpus, cpus // 2
    cores = [{first + core, first + core + half} for core in range(half)]
    taken = random.Random(seed * 1000 + index).sample(cores, int(half * fill))
    small = (CELL_GIB - 48 - 64) * GIB_KB // 4
    return objects.NUMACell(
        id=index, cpuset=set(), pcpuset=set(range(first, first + cpus)), memory=CELL_GIB * 1024,
        cpu_usage=2 * len(taken), memory_usage=int(112 * 1024 * fill), pinned_cpus=set().union(*taken),
        siblings=cores, socket=index // per_socket,
        mempages=[pages(4, small), pages(2048, PAGES_2M, int(PAGES_2M * fill)),
                  pages(GIB_KB, PAGES_1G, int(PAGES_1G * fill))],
        network_metadata=objects.NetworkMetadata(physnets={'physnet%d' % index}, tunneled=False))


def host(name, fill=0.0, seed=1, empty=None):
    shape = SHAPES[name]
    return objects.NUMATopology(
        cells=[cell(i, shape, 0.0 if i == empty else fill, seed) for i in range(shape[0])])


def guest(gib_of_cells, vcpus, page_kb):
    cells = [objects.InstanceNUMACell(
        id=i, cpuset=set(), pcpuset=set(range(i * vcpus, (i + 1) * vcpus)), memory=gib * 1024, pagesize=page_kb,
        cpu_policy=fields.CPUAllocationPolicy.DEDICATED) for i, gib in enumerate(gib_of_cells)]
    return objects.InstanceNUMATopology(cells=cells)


def pools(cells, per_cell, vfs):
    return objects.PciDevicePoolList(objects=[objects.PciDevicePool(
        vendor_id='8086', product_id='154c', numa_node=i, count=vfs,
        tags={'dev_type': 'type-VF', 'parent_ifname': 'p%d' % pf, 'remote_managed': 'false'})
        for i in range(cells) for pf in range(per_cell)])


def vf_request(count, policy):
    return [objects.InstancePCIRequest(count=count, spec=[{'vendor_id': '8086', 'product_id': '154c'}],
                                       alias_name='vf', request_id=str(uuid.uuid4()), numa_policy=policy)]


def limits(physnets=()):
    return objects.NUMATopologyLimits(
        cpu_allocation_ratio=1.0, ram_allocation_ratio=1.0,
        network_metadata=objects.NetworkMetadata(physnets=set(physnets), tunneled=False))


def fit(on, wish, limit=None, pci=None, pci_stats=None):
    """A fresh copy each time: the fit overwrites the request."""
    return hardware.numa_fit_instance_to_host(on, wish.obj_clone(), limit or limits(), pci, pci_stats)


def obstacle_case(obstacle, name, count):
    gib = [1] * count
    pci = pci_stats = limit = None
    on = host(name)
    if obstacle == 'lastbig':
        gib[-1] = 100
    elif obstacle == 'full':
        gib = [60] * count
    elif obstacle == 'hall':
        gib[-2:] = [40, 40]
        on = host(name, 0.5, empty=0)
    elif obstacle == 'physnet':
        limit = limits('physnet%d' % i for i in range(count + 1))
    elif obstacle in ('pci', 'reach'):
        pci_stats = stats.PciDeviceStats(on, pools(len(on.cells), 2, 64))
        pci = vf_request(100000 if obstacle == 'pci' else 128 * count + 1, 'required')
    return lambda: fit(on, guest(gib, 2, 2048), limit, pci, pci_stats)


def measured(work):
    """Median of several calls, at least one, about two seconds in all."""
    seconds, end = [], time.perf_counter() + 2
    while not seconds or (time.perf_counter() < end and len(seconds) < 200):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds) * 1e6


def row(name, work):
    """In a child of its own: some of Nova's answers take hours."""
    fork = multiprocessing.get_context('fork')
    answer = fork.SimpleQueue()
    child = fork.Process(target=lambda: answer.put(measured(work)))
    child.start()
    child.join(LIMIT_SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
        print('%s\t>%.0f' % (name, LIMIT_SECONDS * 1e6), flush=True)
    else:
        print('%s\t%.3f' % (name, answer.get()), flush=True)


def many_hosts(count):
    choose = random.Random(7)
    hosts = [host('4x32', choose.choice((0, .25, .5, .75, .9)), seed) for seed in range(count)]
    two = guest([8, 8], 8, GIB_KB)
    # Nova keeps pools with its host states as well.
    devices = [stats.PciDeviceStats(on, pools(4, 2, 64)) for on in hosts]
    row('hosts %d 2-cells-1G' % count, lambda: [fit(on, two) for on in hosts])
    row('hosts %d 2-cells-1G-2-vfs' % count, lambda: [
        fit(on, two, None, vf_request(2, None), has) for on, has in zip(hosts, devices)])


def main():
    for name, (cells, _, _) in SHAPES.items():
        for count in itertools.takewhile(lambda c: c <= min(8, cells), (1, 2, 4, 8)):
            on, wish = host(name, 0.5), guest([1] * count, 2, 2048)
            row('fits %s %d' % (name, count), lambda: fit(on, wish))
            obstacles = ['lastbig', 'pci', 'full']
            obstacles += ['hall'] if count > 1 else []
            obstacles += ['physnet', 'reach'] if count < cells else []
            for obstacle in obstacles:
                row('%s %s %d' % (obstacle, name, count), obstacle_case(obstacle, name, count))
    many_hosts(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)


if __name__ == '__main__':
    main()
