/** What the agent, its host and its guests do, in numbers: read at a scrape, rendered as text, served over HTTP. */
@NullMarked
package io.bedplate.agent.metrics;

import org.jspecify.annotations.NullMarked;
