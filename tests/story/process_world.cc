#include "tests/story/process_world.h"

#include <chrono>
#include <ctime>
#include <fstream>
#include <sstream>

#include "client/cli/http.h"
#include "client/core/public_view.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/code.h"

namespace sotto::testing {

ProcessWorld::ProcessWorld(const SchemeChanges& changes, const std::filesystem::path& under)
    : folder_(under),
      run(SOTTO_BUILD_DIR, folder_.path() / "home", write_scheme(folder_, changes)) {
  run.found();
}

std::string ProcessWorld::write_scheme(const TestFolder& folder, const SchemeChanges& changes) {
  std::ostringstream text;
  text << std::ifstream(SOTTO_DEMO_SCHEME).rdbuf();
  std::string scheme = text.str();
  for (const auto& [line, otherwise] : changes) {
    const std::size_t at = scheme.find(line + "\n");
    if (at == std::string::npos) throw std::runtime_error("the scheme has no line " + line);
    scheme.replace(at, line.size(), otherwise);
  }
  std::filesystem::copy_file(
      std::filesystem::path(SOTTO_DEMO_SCHEME).replace_filename("concern-steps.toml"),
      folder.path() / "concern-steps.toml");
  const std::string path = folder.path() / "scheme.toml";
  std::ofstream(path) << scheme;
  return path;
}

const RawLocker::World& ProcessWorld::raw() {
  if (raw_.carry) return raw_;
  raw_.carry = [origin = *client::cli::parse_origin(run.address())](
                   const client::Request& request) -> client::Response {
    auto response = client::cli::exchange(origin, request);
    if (!response) throw NoAnswer();
    return std::move(*response);
  };
  client::PublicFiles files;
  Bytes* const bodies[] = {&files.checkpoint, &files.log, &files.policy, &files.directory};
  for (std::size_t i = 0; i < 4; ++i) *bodies[i] = raw_.carry({client::kPublicPaths[i], {}}).body;
  const auto now = static_cast<protocol::UnixTime>(std::time(nullptr));
  const auto everybody = client::PublicView::check(files, {}, now);
  if (!everybody) throw std::runtime_error(client::describe(everybody.error()));
  policy_ = everybody->policy();
  raw_.genesis = everybody->log().genesis();
  raw_.genesis_hash = everybody->genesis();
  const auto key = everybody->log().pass_key(epoch());
  if (!key) throw std::runtime_error("the log has no pass key of this epoch");
  pass_key_ = key->key;
  return raw_;
}

protocol::Day ProcessWorld::today() const {
  return policy_.calendar.day(static_cast<protocol::UnixTime>(std::time(nullptr)));
}

void ProcessWorld::import_codes(int count) {
  auto made = run.make_slips(count);
  const std::lock_guard lock(codes_mutex_);
  for (std::string& slip : made) slips_.push_back(std::move(slip));
}

Secret<10> ProcessWorld::take_code() {
  const std::lock_guard lock(codes_mutex_);
  if (slips_.empty()) throw std::runtime_error("no slip left");
  auto slip = protocol::parse_slip(slips_.back());
  slips_.pop_back();
  return std::move(slip->code.bytes);
}

std::size_t ProcessWorld::codes_left() {
  const std::lock_guard lock(codes_mutex_);
  return slips_.size();
}

RawLocker ProcessWorld::enrol(protocol::Role role) {
  RawLocker locker(raw(), role);
  const protocol::Status status = locker.enrol(take_code());
  if (status != protocol::Status::kOk) throw std::runtime_error(protocol::describe(status));
  return locker;
}

std::vector<ByteArray<protocol::kTokenSize>> ProcessWorld::draw_passes() {
  RawLocker colleague = enrol(protocol::Role::kColleague);
  const auto seed = random_secret<32>();
  const std::size_t packs = policy_.packs_per_epoch;
  const auto drawn = colleague.draw(seed, packs, epoch(), pass_key_);
  if (!drawn) throw std::runtime_error(protocol::describe(drawn.error()));
  std::vector<ByteArray<protocol::kTokenSize>> out;
  for (std::size_t i = 0; i < drawn->size(); ++i) {
    const auto secret =
        client::pack_secret(seed, static_cast<std::uint8_t>(i / protocol::kMeetings));
    const auto index = static_cast<std::uint8_t>(i % protocol::kMeetings + 1);
    out.push_back(client::make_token(client::pass_nonce(secret, index), (*drawn)[i], pass_key_,
                                     policy_.origin));
  }
  return out;
}

bool eventually(const std::function<bool()>& so) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (!so()) {
    if (std::chrono::steady_clock::now() > until) return false;
  }
  return true;
}

}  // namespace sotto::testing
