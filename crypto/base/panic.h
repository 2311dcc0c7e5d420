#pragma once
// panic: the end of the process for a bug of ours. Bad input from a peer never panics.

namespace sotto {

// Prints "panic: <module: what was violated>" to standard error and aborts. The text is a constant:
// nothing secret or personal can reach it.
[[noreturn]] void panic(const char* what) noexcept;

// Makes a failed allocation panic instead of throwing: an exception from below would unwind the
// frames of this library without destructors and leave secrets unwiped. Call once at start.
void install_new_handler() noexcept;

}  // namespace sotto
