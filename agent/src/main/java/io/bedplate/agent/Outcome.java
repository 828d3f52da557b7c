package io.bedplate.agent;

/** What became of an order, in a word. */
public enum Outcome {
    /** It was carried out. */
    DONE,
    /** A well-formed no; the instance is as it was, or is not there. */
    REFUSED,
    /** Something broke, or the order could not be given. */
    FAILED;

    static Outcome of(SpawnResult result) {
        return switch (result) {
            case SpawnResult.Spawned _ -> DONE;
            case SpawnResult.Rejected _,SpawnResult.DisksRefused _ -> REFUSED;
        };
    }

    static Outcome of(RepinResult result) {
        return switch (result) {
            case RepinResult.Repinned _ -> DONE;
            case RepinResult.Rejected _,RepinResult.Taken _ -> REFUSED;
        };
    }

    static Outcome of(GrowResult result) {
        return switch (result) {
            case GrowResult.Grown _ -> DONE;
            case GrowResult.Rejected _ -> REFUSED;
        };
    }

    static Outcome of(MigrateResult result) {
        return switch (result) {
            case MigrateResult.Moved _ -> DONE;
            case MigrateResult.Refused _,MigrateResult.Rejected _,MigrateResult.Taken _ -> REFUSED;
            case MigrateResult.Stayed _,MigrateResult.Ended _ -> FAILED;
        };
    }
}
