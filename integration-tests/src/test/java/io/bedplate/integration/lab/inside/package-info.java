/**
 * What runs on the lab host, through the agent, and is then asked of the host's kernel and of the guest's. The classes bear
 * the tag of {@link io.bedplate.integration.lab.InsideRun}, so that no other machine runs them.
 */
@NullMarked
package io.bedplate.integration.lab.inside;

import org.jspecify.annotations.NullMarked;
