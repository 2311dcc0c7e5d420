#pragma once
// Fills a broker's store with rows as they are after years, without the people who would make them.

#include "tests/story/rig.h"

namespace sotto::bench {

// So many passes of the current epoch were spent.
void spend(testing::Rig& rig, std::size_t passes);
// So many lockers more, of colleagues, in the last slots that are free.
void fill_lockers(testing::Rig& rig, std::size_t count);
// The kernel keeps nothing of a store that is closed in memory: the next start reads the disk.
void forget_pages(const std::filesystem::path& folder);
// Runs one decision through the writer.
void apply(broker::Store& store, broker::Decision decision);
// A line of /proc/self/status, in MiB; freed memory is given back before.
double memory(const std::string& name);

}  // namespace sotto::bench
