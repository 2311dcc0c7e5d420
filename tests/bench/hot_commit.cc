// Commits of a colleague or a supporter at a broker in this process, for callgrind, which counts
// what the broker's functions for one commit take: hot_commit colleague|supporter TIMES.

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "tests/bench/crowd.h"

extern "C" {
int __real_mdb_env_set_mapsize(void* env, std::size_t size);
int __wrap_mdb_env_set_mapsize(void* env, std::size_t size) {
  return __real_mdb_env_set_mapsize(env, std::min(size, std::size_t{1} << 28));
}
}

int main(int argc, char** argv) {
  using namespace sotto;
  if (argc != 3) return 1;
  const auto role = std::string_view(argv[1]) == "supporter" ? protocol::Role::kSupporter
                                                             : protocol::Role::kColleague;
  testing::Rig::Options options{.policy = testing::Rig::test_policy(),
                                .start = bench::kSundayEvening};
  options.policy.visits_per_day = 0;
  testing::Rig rig(std::move(options));
  bench::Crowd crowd(rig, role, 1);
  for (int i = std::atoi(argv[2]); i > 0; --i) rig.exchange({"/gateway", crowd.next_commit(0)});
  if (!crowd.all_applied()) throw std::runtime_error("a commit was not applied");
  return 0;
}
