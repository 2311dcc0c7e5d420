// WitnessPolicy::parse takes any bytes; what parses can be asked, and nobody is a quorum only where
// none is needed.

#include "crypto/base/panic.h"
#include "crypto/tlog/witness_policy.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto policy = tlog::WitnessPolicy::parse(input);
  if (!policy) {
    if (policy.error().empty()) panic("fuzz: a refusal without a reason");
    return 0;
  }
  if (policy->met_by({}) == policy->quorum.has_value()) panic("fuzz: nobody is a quorum");
  std::vector<tlog::NoteSigner> all;
  for (const tlog::NoteKey& key : policy->witness_keys()) all.push_back({key, 1});
  if (!policy->met_by(all)) panic("fuzz: all witnesses are no quorum");
  return 0;
}
