// What the process that opens pictures gives up before it reads one: it can then compute, read what it holds, write what
// it holds, and nothing else. Linux; for the process that calls.
#pragma once

namespace ling::pictures {

/// Memory, processor time, files: bounds that the kernel keeps. First of all to be given up. Throws std::runtime_error.
void limit_resources();

/// From here on a system call that is not on the list fails: no file is opened, no connection made, no program started,
/// no memory becomes code. Throws std::runtime_error; who is not confined must not go on.
void give_up_everything();

}  // namespace ling::pictures
