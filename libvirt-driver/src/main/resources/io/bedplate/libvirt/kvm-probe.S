# A boot sector that asks of a virtual CPU what a kernel asks first: a timer interrupt, long mode with paging, cpuid.
# It then ends QEMU by isa-debug-exit with status 85. Built by:
#   as kvm-probe.S -o probe.o && ld -Ttext=0x7c00 --oformat binary -o kvm-probe.img probe.o
.code16
.globl _start
_start:
    cli
    xorw %ax, %ax
    movw %ax, %ds
    # The BIOS counts ticks at 0x46c.
    movw 0x46c, %ax
    sti
1:  hlt
    cmpw 0x46c, %ax
    je 1b

    # Page tables at 0x1000: the first 2 MiB, mapped to themselves.
    cli
    xorw %ax, %ax
    movw %ax, %es
    movw %ax, %ss
    movw $0x7c00, %sp
    movw $0x1000, %di
    xorl %eax, %eax
    movw $0x0c00, %cx
    cld
    rep stosl
    movl $0x2003, 0x1000
    movl $0x3003, 0x2000
    movl $0x83, 0x3000
    # PAE, long mode enable, then paging and protection at once.
    movl %cr4, %eax
    orl $0x20, %eax
    movl %eax, %cr4
    movl $0x1000, %eax
    movl %eax, %cr3
    movl $0xc0000080, %ecx
    rdmsr
    orl $0x100, %eax
    wrmsr
    movl %cr0, %eax
    orl $0x80000001, %eax
    movl %eax, %cr0
    lgdtl gdtr
    ljmpw $8, $long

.code64
long:
    movq $1000000, %rcx
2:  decq %rcx
    jnz 2b
    movl $1, %eax
    cpuid
    movb $0x2a, %al
    outb %al, $0xf4
3:  hlt
    jmp 3b

.align 8
gdt:
    .quad 0
    .quad 0x00209a0000000000
gdtr:
    .word 15
    .long gdt
.org 510
    .word 0xaa55
