#include "crypto/protocol/policy.h"

#include <algorithm>
#include <functional>
#include <string_view>

#include "crypto/base/wire.h"
#include "crypto/protocol/labelled_hash.h"
#include "crypto/protocol/text.h"
#include "crypto/tlog/note.h"

namespace sotto::protocol {
namespace {

constexpr std::uint16_t kPolicyVersion = 1;
constexpr std::uint16_t kNearPeerVersion = 2;  // the same, and what near-peer needs behind it
constexpr const char* kNeutralPage = "site.neutral-page";
constexpr std::uint8_t kLastMeans = static_cast<std::uint8_t>(Means::kTeams);

bool is_text16(std::string_view text) {
  return text.size() <= 0xffff && is_plain_text(text);
}

// The one place where lines may be broken.
bool is_paragraphs(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return is_text16(text);
}

// Strictly rising, so that a set has one encoding.
template <class Range, class Key = std::identity>
bool is_rising(const Range& range, Key key = {}) {
  return std::ranges::adjacent_find(range, std::ranges::greater_equal{}, key) == range.end();
}

constexpr std::uint64_t kLongestEpoch = 10'000 * std::uint64_t{86400};

const char* problem_of_calendar(const Calendar& calendar) {
  if (calendar.day_seconds < 1 || calendar.day_seconds > 86400) return "day_seconds is 1 to 86,400";
  if (calendar.epoch_days == 0 && calendar.day_seconds != 86400) {
    return "epochs are calendar quarters only when a day has 86,400 seconds";
  }
  // The number 0 stands for no epoch at all: a locker that has drawn nothing yet.
  if (std::uint64_t{calendar.epoch_days} * calendar.day_seconds > kLongestEpoch) {
    return "epochs last at most 10,000 days of 86,400 seconds";
  }
  return nullptr;
}

const char* problem_of_visits(const Policy& policy) {
  if (policy.first_commit_min > policy.first_commit_max || policy.first_commit_max > 3600) {
    return "first_commit is a range within 3,600 seconds";
  }
  if (policy.commit_interval > 86400) return "commit_interval is at most 86,400 seconds";
  if (policy.timed_commits > 4) return "timed_commits is at most 4";
  if (policy.visiting_days < 1 || policy.visiting_days > 127) {
    return "visiting_days is at least one day of the week";
  }
  return nullptr;
}

const char* problem_of_publishing(const Policy& policy) {
  if ((policy.publish_every == 0) == policy.publish_at.empty()) {
    return "exactly one of publish_every and publish_at is given";
  }
  if (policy.publish_at.size() > 255 || !is_rising(policy.publish_at) ||
      std::ranges::any_of(policy.publish_at, [](std::uint16_t at) { return at >= 24 * 60; })) {
    return "publish_at is rising times of one day";
  }
  return nullptr;
}

const char* problem_of_means(const std::vector<Means>& means) {
  if (!is_rising(means) || std::ranges::any_of(means, [](Means each) {
        const auto code = static_cast<std::uint8_t>(each);
        return code < 1 || code > kLastMeans;
      })) {
    return "means are known, in order, each once";
  }
  if (means.empty() || means.front() != Means::kInService) return "means contains in-service";
  return nullptr;
}

const char* problem_of_texts(const Policy& policy) {
  if (policy.texts.size() > 0xffff || !is_rising(policy.texts, &Text::key)) {
    return "texts are in the order of their keys, each once";
  }
  for (const Text& text : policy.texts) {
    if (text.key.empty() || !is_text16(text.key) || !is_paragraphs(text.value)) {
      return "a text is plain text with a key";
    }
    if (text.key == kNeutralPage && !is_web_address(text.value)) {
      return "texts has a site.neutral-page that is not a web address";
    }
  }
  if (policy.signposts.size() > 0xffff) return "signposts are at most 65,535";
  for (const Signpost& each : policy.signposts) {
    if (!is_text16(each.who) || !is_text16(each.what) || !is_text16(each.contact) ||
        !is_text16(each.last_checked)) {
      return "a signpost is plain text";
    }
  }
  return nullptr;
}

const char* problem_of_steps(const Policy& policy) {
  if (policy.concern_steps && (!policy.concern_steps->problem().empty() ||
                               policy.concern_steps->encode().size() > 0xffff)) {
    return "concern_steps keep the rules of guided steps, in 65,535 bytes";
  }
  return nullptr;
}

const char* problem_of_witnesses(const Policy& policy) {
  if (policy.witnesses.empty()) {
    return policy.witness_every == 0 ? nullptr : "witness_every is left out without witnesses";
  }
  if (policy.witness_every < 1 || policy.witness_every > kWitnessEveryMax) {
    return "witness_every is 1 to 43,200 seconds";
  }
  const auto witnesses = parse_witnesses(policy.witnesses);
  return witnesses ? nullptr : describe(witnesses.error());
}

void write_visits(Writer& out, const Policy& policy) {
  out.u8(policy.visits_per_day).u8(policy.packs_per_epoch);
  out.u32(policy.first_commit_min).u32(policy.first_commit_max).u32(policy.commit_interval);
  out.u8(policy.timed_commits).u8(policy.visiting_days);
}

void write_lists(Writer& out, const Policy& policy) {
  out.u8(static_cast<std::uint8_t>(policy.publish_at.size()));
  for (std::uint16_t at : policy.publish_at) out.u16(at);
  out.u8(static_cast<std::uint8_t>(policy.means.size()));
  for (Means means : policy.means) out.u8(static_cast<std::uint8_t>(means));
  out.u8(policy.engagement_weeks).u8(policy.concern_quorum).u16(policy.concern_hours);
  out.u16(static_cast<std::uint16_t>(policy.texts.size()));
  for (const Text& text : policy.texts) out.text16(text.key).text16(text.value);
  out.u16(static_cast<std::uint16_t>(policy.signposts.size()));
  for (const Signpost& each : policy.signposts) {
    out.text16(each.who).text16(each.what).text16(each.contact).text16(each.last_checked);
  }
}

void write_steps(Writer& out, const Policy& policy) {
  out.vec16(policy.concern_steps ? policy.concern_steps->encode() : Bytes());
}

bool read_witnesses(Reader& in, Policy& out) {
  return in.text16(out.witnesses) && in.u32(out.witness_every);
}

bool read_head(Reader& in, Policy& out) {
  std::uint16_t version = 0;
  if (!in.u16(version) || (version != kPolicyVersion && version != kNearPeerVersion)) return false;
  if (version == kNearPeerVersion) out.near_peer.emplace();
  return in.text16(out.origin) && in.text16(out.title) && in.text16(out.time_zone) &&
         in.text16(out.relay) && in.u32(out.calendar.day_seconds) &&
         in.u32(out.calendar.epoch_days) && in.u8(out.lead_signatures);
}

bool read_visits(Reader& in, Policy& out) {
  return in.u8(out.visits_per_day) && in.u8(out.packs_per_epoch) && in.u32(out.first_commit_min) &&
         in.u32(out.first_commit_max) && in.u32(out.commit_interval) && in.u8(out.timed_commits) &&
         in.u8(out.visiting_days) && in.u32(out.publish_every);
}

bool read_times_and_means(Reader& in, Policy& out) {
  std::uint8_t times = 0, means = 0;
  if (!in.u8(times)) return false;
  out.publish_at.resize(times);
  for (std::uint16_t& at : out.publish_at) {
    if (!in.u16(at)) return false;
  }
  if (!in.u8(means)) return false;
  for (std::uint8_t i = 0; i < means; ++i) {
    std::uint8_t code = 0;
    if (!in.u8(code)) return false;
    out.means.push_back(static_cast<Means>(code));
  }
  return in.u8(out.engagement_weeks) && in.u8(out.concern_quorum) && in.u16(out.concern_hours);
}

bool read_texts(Reader& in, Policy& out) {
  std::uint16_t texts = 0, signposts = 0;
  if (!in.u16(texts)) return false;
  for (std::uint16_t i = 0; i < texts; ++i) {
    Text& text = out.texts.emplace_back();
    if (!in.text16(text.key) || !in.text16(text.value)) return false;
  }
  if (!in.u16(signposts)) return false;
  for (std::uint16_t i = 0; i < signposts; ++i) {
    Signpost& each = out.signposts.emplace_back();
    if (!in.text16(each.who) || !in.text16(each.what) || !in.text16(each.contact) ||
        !in.text16(each.last_checked)) {
      return false;
    }
  }
  return true;
}

bool read_steps(Reader& in, Policy& out) {
  Bytes steps;
  if (!in.vec16(steps)) return false;
  if (steps.empty()) return true;
  out.concern_steps = Steps::parse(steps);
  return out.concern_steps.has_value();
}

}  // namespace

std::optional<std::string> Policy::neutral_page() const {
  const auto found = std::ranges::find(texts, kNeutralPage, &Text::key);
  return found == texts.end() ? std::nullopt : std::optional(found->value);
}

std::optional<tlog::WitnessPolicy> Policy::witness_policy() const {
  if (witnesses.empty()) return std::nullopt;
  auto out = parse_witnesses(witnesses);
  if (!out) panic("policy: its witnesses have a problem");
  return std::move(*out);
}

const char* Policy::problem() const {
  if (origin.size() > 0xffff || !tlog::is_key_name(origin) || !is_plain_text(origin)) {
    return "origin is a name without spaces and plus signs";
  }
  if (title.empty() || !is_text16(title)) return "title is plain text";
  if (time_zone.empty() || !is_text16(time_zone)) return "time_zone is the name of a time zone";
  if (!relay.empty() && !is_https_origin(relay)) return "relay is written as https://relay.example";
  if (const char* what = problem_of_calendar(calendar)) return what;
  if (lead_signatures < 1 || lead_signatures > 2) return "lead_signatures is 1 or 2";
  if (packs_per_epoch < 1 || packs_per_epoch > 16) return "packs_per_epoch is 1 to 16";
  if (const char* what = problem_of_visits(*this)) return what;
  if (const char* what = problem_of_publishing(*this)) return what;
  if (const char* what = problem_of_means(means)) return what;
  if (engagement_weeks < 1 || engagement_weeks > 52) return "engagement_weeks is 1 to 52";
  if (concern_quorum < 1 || concern_quorum > 5) return "concern_quorum is 1 to 5";
  if (concern_hours < 1 || concern_hours > 720) return "concern_hours is 1 to 720";
  if (const char* what = problem_of_texts(*this)) return what;
  if (const char* what = problem_of_steps(*this)) return what;
  if (const char* what = near_peer ? near_peer->problem() : nullptr) return what;
  return problem_of_witnesses(*this);
}

Bytes Policy::encode() const {
  if (problem() != nullptr) panic("policy: a value out of range");
  Writer out;
  out.u16(near_peer ? kNearPeerVersion : kPolicyVersion);
  out.text16(origin).text16(title).text16(time_zone).text16(relay);
  out.u32(calendar.day_seconds).u32(calendar.epoch_days).u8(lead_signatures);
  write_visits(out, *this);
  out.u32(publish_every);
  write_lists(out, *this);
  write_steps(out, *this);
  out.text16(witnesses).u32(witness_every);
  if (near_peer) near_peer->write(out);
  return out.take();
}

std::optional<Policy> Policy::parse(ByteView wire) {
  Reader in(wire);
  Policy out;
  if (!read_head(in, out) || !read_visits(in, out) || !read_times_and_means(in, out) ||
      !read_texts(in, out) || !read_steps(in, out) || !read_witnesses(in, out) ||
      (out.near_peer && !out.near_peer->read(in)) || !in.done() || out.problem() != nullptr) {
    return std::nullopt;
  }
  return out;
}

Hash256 Policy::hash(ByteView wire) {
  return labelled_hash("sotto/v1/policy", wire);
}

}  // namespace sotto::protocol
