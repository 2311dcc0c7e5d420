#pragma once
// The log: appends entries, signs checkpoints (docs/spec/log.md). Everything here is public.

#include <memory>
#include <vector>

#include "broker/scheme.h"
#include "broker/store/writer.h"
#include "crypto/protocol/entries.h"

namespace sotto::broker {

// The log with some entries more, and the changes that make it so: the files `log` and `checkpoint`
// change in one transaction, so no checkpoint ever signs an entry that could still be lost.
struct Appended {
  std::shared_ptr<const protocol::Replay> log;
};
// Entries that our own rules made must replay; a refusal is a bug and panics.
Appended append_entries(const protocol::Replay& log, const LongTermKeys& keys,
                        const std::vector<protocol::Entry>& entries, Decision& decision);

// The text of the file `checkpoint`.
std::string checkpoint_of(const protocol::Replay& log, const LongTermKeys& keys);

}  // namespace sotto::broker
