#pragma once
// The pieces of work that are measured one by one, and beside each its floor: libsodium's own
// functions for the same products, sums and hashes, with nothing around them. A piece is set up
// once and then done again and again.

#include <functional>
#include <string_view>

namespace sotto::bench {

using Work = std::function<void()>;

inline constexpr int kScanKeys = 10;
inline constexpr int kBatch = 200;

// A cell tried with ten keys.
Work scan();
Work scan_floor();
// A batch of 200 blinded passes: evaluated and proven by the broker, checked, unblinded and hashed
// by the client. Wire formats included.
Work batch();
Work batch_floor();
// A pass checked: parsed, hashed to the group, multiplied, compared.
Work redeem();
Work redeem_floor();
// A cell of 2,048 bytes sealed to a key, and opened with it.
Work seal();
Work seal_floor();
Work open();
Work open_floor();
// The capsule of a colleague's commit opened, and its answer sealed.
Work capsule();
// The proof of a supporter's report checked; and a whole report checked and added to a sum.
Work report();
Work report_floor();
Work tally();
Work tally_floor();

struct Named {
  std::string_view name;
  Work (*make)();
};
// Those above without their floors.
inline constexpr Named kWorks[] = {{"scan", scan},     {"batch", batch}, {"redeem", redeem},
                                   {"seal", seal},     {"open", open},   {"capsule", capsule},
                                   {"report", report}, {"tally", tally}};

}  // namespace sotto::bench
