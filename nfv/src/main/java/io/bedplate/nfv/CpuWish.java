package io.bedplate.nfv;

import io.bedplate.host.CpuSet;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;

/** What a request wants of its vCPUs. */
record CpuWish(CpuPolicy policy, CpuThreadPolicy threadPolicy, EmulatorThreadPolicy emulatorThreads,
        IoThreadWish ioThreads,
        CpuSet dedicated, CpuSet realtime) {}
