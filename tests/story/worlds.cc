#include "tests/story/worlds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "broker/figures/reports.h"
#include "broker/passes/passes.h"
#include "tests/story/rig_trustees.h"

namespace sotto::testing {
namespace {

using client::EngagementView;
using client::Phase;
using client::Visit;
using protocol::Role;
using protocol::UnixTime;
namespace intent = client::intent;

constexpr UnixTime kDay = 86400;
// A Monday two days before an epoch's first day: 12 days from the Monday after it reach over two.
constexpr UnixTime kMonday = 20472 * kDay;
constexpr UnixTime kBegin = kMonday + 7 * kDay;
static_assert((kBegin / kDay + 1) % 10 == 0);

// --- the visits ---

struct Planned {
  UnixTime at = 0;
  std::size_t person = 0;  // supporters first
  UnixTime stay = 0;
  Trouble trouble;
  bool pauses = false, resumes = false;  // public, so the same in every world
};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(engine_() % bound); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

 private:
  std::mt19937_64 engine_;
};

Trouble some_trouble(Dice& dice) {
  Trouble out;
  if (dice.one_in(6)) out.lost_answer = 1 + dice.below(2);
  if (dice.one_in(8)) out.server_error = 1 + dice.below(3);
  if (dice.one_in(20)) out.opening_error = 1 + dice.below(30);
  if (dice.one_in(30)) out.no_commit_arrives = true;
  return out;
}

UnixTime some_stay(Dice& dice) {
  static constexpr UnixTime kStays[] = {5, 30, 60, 120, 400, 1000, 1700};
  return kStays[dice.below(std::size(kStays))];
}

std::vector<Planned> plan_days(const WorldPlan& plan) {
  Dice dice(plan.seed);
  std::vector<Planned> out;
  for (protocol::Day day = 0; day < plan.days; ++day) {
    const UnixTime midnight = kBegin + day * kDay;
    for (std::size_t person = 0; person < plan.supporters + plan.colleagues; ++person) {
      const bool supporter = person < plan.supporters;
      const std::uint32_t visits = supporter ? 1 + dice.below(2) : dice.below(3);
      for (std::uint32_t i = 0; i < visits; ++i) {
        Planned visit{midnight + 7 * 3600 + dice.below(15 * 3600), person, some_stay(dice),
                      some_trouble(dice)};
        visit.trouble.conflict = visits == 1 && dice.one_in(4);
        visit.pauses = person == 1 && day == 2;
        visit.resumes = person == 1 && day > 2;
        out.push_back(visit);
      }
    }
    // Visits that go on into the next day, and so into the next epochs.
    if ((midnight / kDay + 1) % 10 == 0) {
      out.push_back({midnight + kDay - 100, 0, 500, {}});
      out.push_back({midnight + kDay - 90, plan.supporters, 700, {}});
    }
  }
  std::ranges::sort(out, {},
                    [](const Planned& visit) { return std::pair(visit.at, visit.person); });
  return out;
}

std::vector<Planned> plan_allotment(const WorldPlan& plan) {
  Dice dice(plan.seed);
  std::vector<Planned> out;
  // After the turn of the epoch, so that all of them lie in one.
  UnixTime at = kBegin + kDay + 600;
  for (std::size_t i = 0; i < plan.visits; ++i, at += 600) {
    out.push_back({at, 0, 60, some_trouble(dice)});
    if (i % 3 == 0) out.push_back({at + 300, 1 + i / 3 % plan.colleagues, 60, some_trouble(dice)});
  }
  return out;
}

// --- what people say ---

class Speaker {
 public:
  Speaker(Rig& rig, Talk talk, const WorldPlan& plan, Told& told)
      : rig_(rig), talk_(talk), plan_(plan), told_(told), dice_(plan.seed + 1000) {}

  void speak(const Person& person, Visit& visit) {
    if (talk_ == Talk::kNobody) return;
    if (talk_ == Talk::kAnyhow) return say_anything(visit);
    if (person.role == Role::kColleague) {
      speak_as_colleague(person.number - plan_.supporters, visit);
    } else {
      speak_as_supporter(visit);
    }
  }

 private:
  bool say(Visit& visit, client::Intent wish) {
    const auto applied = visit.apply(std::move(wish));
    ++(applied ? told_.applied : told_.refused);
    if (!applied && applied.error() == client::IntentRefusal::kNoPackLeft) ++told_.no_pack_left;
    return applied.has_value();
  }

  // The last one never says anything; in an allotment everybody enquires again and again.
  void speak_as_colleague(std::size_t number, Visit& visit) {
    const bool quiet = plan_.visits == 0 && number + 1 == plan_.colleagues;
    const auto engagements = visit.engagements();
    const bool free = std::ranges::all_of(
        engagements, [](const EngagementView& view) { return view.phase == Phase::kEnded; });
    if (free && !quiet) {
      // The last digit says how it will go: 3 cannot, 4 blocked, 2 ended early.
      const std::string value = "01632 96000" + std::to_string(plan_.visits == 0 ? number : 3);
      const auto directory = visit.directory();
      for (std::size_t i = 0; i < directory.size(); ++i) {
        const auto& line = directory[(i + number) % directory.size()];
        if (say(visit, intent::Enquire{line.id, protocol::Means::kPhone, value})) break;
      }
    }
    for (const EngagementView& view : engagements) {
      if (view.phase == Phase::kEnded) {
        if (view.held == 3) ++told_.full;
        if (view.end == client::EndReason::kCannot) ++told_.cannot;
        continue;
      }
      if (view.agreed > view.held && number % 2 == 0) say(visit, intent::Held{view.id});
      if (number == 2 && view.agreed > 0 && say(visit, intent::End{view.id})) ++told_.ended;
      if (!view.slots.empty() && !view.chosen) say(visit, intent::Choose{view.id, 1});
    }
  }

  void speak_as_supporter(Visit& visit) {
    for (const EngagementView& view : visit.engagements()) {
      const char how = view.value.empty() ? '0' : view.value.back();
      if (view.phase == Phase::kEnquired) {
        if (how == '3') {
          say(visit, intent::Cannot{view.id});
          continue;
        }
        say(visit, intent::Accept{view.id});
      } else if (view.phase != Phase::kAccepted) {
        continue;
      } else if (how == '4' && view.agreed == 1) {
        if (say(visit, intent::EndAndBlock{view.id})) ++told_.blocked;
        continue;
      }
      if (view.agreed > view.held) say(visit, intent::Held{view.id});
      if (view.slots.empty() && view.held < 3) {
        say(visit,
            intent::Offer{view.id, {{rig_.now() + kDay, "Room 4"}, {rig_.now() + 2 * kDay, ""}}});
      }
    }
  }

  void say_anything(Visit& visit) {
    for (std::uint32_t i = dice_.below(16); i > 0; --i) say(visit, anything(visit));
  }

  // Pausing and listings are public, and so not here.
  client::Intent anything(const Visit& visit) {
    const auto engagements = visit.engagements();
    const std::uint32_t id =
        engagements.empty() || dice_.one_in(8)
            ? dice_.below(4)
            : engagements[dice_.below(static_cast<std::uint32_t>(engagements.size()))].id;
    const auto directory = visit.directory();
    switch (dice_.below(18)) {
      case 0:
        return intent::Cannot{id};
      case 1:
        return intent::End{id};
      case 2:
        return intent::EndAndBlock{id};
      case 3:
      case 4:
      case 5:
        return intent::Choose{id, static_cast<std::uint8_t>(dice_.below(4))};
      case 6:
      case 7:
      case 8:
        return intent::Held{id};
      case 9:
      case 10:
      case 11:
        return intent::Offer{id, {dice_.below(4), {rig_.now() + kDay, "Library"}}};
      case 12:
      case 13:
      case 14:
        return intent::Accept{id};
      default:
        return intent::Enquire{
            directory[dice_.below(static_cast<std::uint32_t>(directory.size()))].id,
            dice_.one_in(2) ? protocol::Means::kInService : protocol::Means::kPhone,
            dice_.one_in(2) ? "" : "01632 960123"};
    }
  }

  Rig& rig_;
  const Talk talk_;
  const WorldPlan& plan_;
  Told& told_;
  Dice dice_;
};

// --- a world ---

class Life {
 public:
  Life(const WorldPlan& plan, Talk talk)
      : plan_(plan),
        rig_({policy_of(plan), kMonday + 8 * 3600, {}, plan.seed}),
        speaker_(rig_, talk, plan_, world_.told) {}

  World live() {
    ::testing::internal::CaptureStderr();
    begin();
    rig_.weakness = plan_.weakness;
    for (const Planned& planned : plan_.visits == 0 ? plan_days(plan_) : plan_allotment(plan_)) {
      rig_.advance_to(planned.at);
      visit(planned);
    }
    rig_.advance(kDay);
    look();
    count();
    world_.seen.transcript = std::move(rig_.transcript);
    world_.seen.service_log = ::testing::internal::GetCapturedStderr();
    return std::move(world_);
  }

 private:
  static protocol::Policy policy_of(const WorldPlan& plan) {
    protocol::Policy policy = Rig::test_policy();
    if (plan.visits != 0) {
      policy.visits_per_day = 0;
      policy.publish_every = 1800;
    }
    return policy;
  }

  // Trustees make their key, everybody enrols, the supporters are listed, and the week comes in
  // which that is in force.
  void begin() {
    make_tally_key(rig_);
    for (std::size_t i = 0; i < plan_.supporters; ++i) {
      people_.push_back(rig_.enrol("Dr Example " + std::to_string(i + 1), Role::kSupporter));
      rig_.list(people_.back());
    }
    for (std::size_t i = 0; i < plan_.colleagues; ++i) {
      people_.push_back(rig_.enrol("colleague", Role::kColleague));
    }
    counts_.resize(plan_.supporters);
    rig_.advance(kDay);
    for (std::size_t i = 0; i < plan_.supporters; ++i) rig_.visit(people_[i]);
    rig_.advance_to(kBegin);
  }

  void visit(const Planned& planned) {
    Person& person = people_[planned.person];
    const Rig::Act act = [&](Visit& visit) {
      const bool pause = planned.pauses || (visit.paused() && !planned.resumes);
      if (person.role == Role::kSupporter) visit.apply(intent::Pause{pause}).value();
      speaker_.speak(person, visit);
    };
    const Rig::Act before_leaving = [&](Visit& visit) {
      if (visit.opened() && !visit.failure()) speaker_.speak(person, visit);
    };
    const Visit visit = rig_.visit(person, act, planned.stay, planned.trouble, before_leaving);
    look();
    if (planned.trouble.conflict) ++world_.told.stale;
    if (!visit.opened() || person.role != Role::kSupporter) return;
    counts_[planned.person] = visit.own_counts();
    const std::uint32_t redemptions = visit.known().redemptions;
    world_.told.most_redemptions = std::max(world_.told.most_redemptions, redemptions);
  }

  void look() { world_.seen.disk.push_back(rig_.disk_shape()); }

  void count() {
    Told& told = world_.told;
    for (const client::OwnCounts& each : counts_) {
      told.supporters.enquiries += each.enquiries;
      told.supporters.contacts += each.contacts;
      told.supporters.meetings += each.meetings;
    }
    const auto epoch = static_cast<protocol::Epoch>(rig_.now() / kDay / 10);
    told.reports = broker::count_reports(rig_.store().snapshot(), epoch - 1);
    for (protocol::Epoch each = epoch - 4; each < epoch; ++each) {
      told.closings += rig_.broker().log()->closing_of(each) != nullptr ? 1 : 0;
    }
    told.spent = rig_.store().snapshot().count(broker::kSpent.of(broker::table_number(epoch, 0)));
  }

  const WorldPlan plan_;
  World world_;
  Rig rig_;
  Speaker speaker_;
  std::vector<Person> people_;
  std::vector<client::OwnCounts> counts_;
};

std::string line(const Exchange& exchange) {
  return std::to_string(exchange.at) + " " + exchange.method + " " + exchange.path + " " +
         std::to_string(exchange.request_size) + " -> " + std::to_string(exchange.status) + " " +
         std::to_string(exchange.response_size);
}

}  // namespace

std::string difference(const Seen& one, const Seen& other) {
  const std::size_t exchanges = std::min(one.transcript.size(), other.transcript.size());
  for (std::size_t i = 0; i < exchanges; ++i) {
    if (one.transcript[i] == other.transcript[i]) continue;
    return "exchange " + std::to_string(i) + ": " + line(one.transcript[i]) + " | " +
           line(other.transcript[i]);
  }
  if (one.transcript.size() != other.transcript.size()) return "number of exchanges";
  const std::size_t looks = std::min(one.disk.size(), other.disk.size());
  for (std::size_t i = 0; i < looks; ++i) {
    if (one.disk[i] == other.disk[i]) continue;
    return "disk after visit " + std::to_string(i) + ":\n" + one.disk[i] + "|\n" + other.disk[i];
  }
  if (one.disk.size() != other.disk.size()) return "number of visits";
  return one.service_log == other.service_log ? "" : "service log";
}

World live(const WorldPlan& plan, Talk talk) {
  return Life(plan, talk).live();
}

}  // namespace sotto::testing
