/** The JSON of the command-line contract, read and written. Key order is the contract's. */
@NullMarked
package io.bedplate.cli.json;

import org.jspecify.annotations.NullMarked;
