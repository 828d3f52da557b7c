package io.bedplate.agent;

/** An order on an instance whose times are kept. */
public enum Order {
    SPAWN, DESTROY, START, STOP, ATTACH, DETACH, REPIN, GROW, MIGRATE
}
