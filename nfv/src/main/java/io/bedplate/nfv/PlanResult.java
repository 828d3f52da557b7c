package io.bedplate.nfv;

/** The planner's answer. */
public sealed interface PlanResult permits Plan, Rejection {}
