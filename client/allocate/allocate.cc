#include "client/allocate/allocate.h"

#include <lemon/maps.h>
#include <lemon/network_simplex.h>
#include <lemon/preflow.h>
#include <lemon/smart_graph.h>

#include <algorithm>

#include "crypto/base/panic.h"

namespace sotto::allocate {
namespace {

using Graph = lemon::SmartDigraph;
using Cost = std::int64_t;

bool has(const auto& values, auto value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool may_pair(const Doctor& doctor, const Supporter& supporter, std::uint32_t index) {
  return supporter.places > 0 && supporter.grade > doctor.grade && !has(doctor.never, index);
}

std::optional<BadInput> first_problem(std::span<const Doctor> doctors,
                                      std::span<const Supporter> supporters) {
  if (doctors.size() > kMaxDoctors || supporters.size() > kMaxSupporters) {
    return BadInput{Problem::kTooMany, 0};
  }
  for (std::uint32_t i = 0; i < supporters.size(); ++i) {
    if (supporters[i].places > kMaxPlaces) return BadInput{Problem::kTooManyPlaces, i};
  }
  const auto unknown = [&](std::uint32_t index) { return index >= supporters.size(); };
  for (std::uint32_t i = 0; i < doctors.size(); ++i) {
    const Doctor& doctor = doctors[i];
    if (doctor.wanted.size() > kMaxWanted) return BadInput{Problem::kTooManyWanted, i};
    auto wanted = doctor.wanted;
    std::sort(wanted.begin(), wanted.end());
    if (std::adjacent_find(wanted.begin(), wanted.end()) != wanted.end()) {
      return BadInput{Problem::kWantedTwice, i};
    }
    if ((doctor.current && unknown(*doctor.current)) ||
        std::any_of(doctor.never.begin(), doctor.never.end(), unknown)) {
      return BadInput{Problem::kUnknownSupporter, i};
    }
  }
  return std::nullopt;
}

// splitmix64 (Steele, Lea, Flood 2014): no more than an even spread is asked of it.
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

// What one unit of each aim costs: one of a higher aim outweighs all that the lower ones can add up
// to.
struct Weights {
  static constexpr Cost kTies = 16;
  Cost load, met, moved;

  explicit Weights(Cost doctors)
      : load(kTies * doctors + 1),
        met(load * (2 * static_cast<Cost>(kMaxPlaces) * doctors + 1)),
        moved(met * (static_cast<Cost>(kMaxWanted) * doctors + 1)) {}
};
// The network simplex adds costs up along paths, and to half of what the type holds.
static_assert((16.0 * kMaxDoctors + 1) * (2.0 * kMaxPlaces * kMaxDoctors + 1) *
                  (1.0 * kMaxWanted * kMaxDoctors + 1) * 2 * (kMaxDoctors + kMaxSupporters + 3) <
              4.6e18);

// source → doctors → supporters → sink; every place of a supporter is an arc of its own, each
// dearer than the one before it, which is what spreads the load.
class Network {
 public:
  Network(std::span<const Doctor> doctors, std::span<const Supporter> supporters,
          std::uint64_t seed)
      : doctors_(doctors), supporters_(supporters), weights_(static_cast<Cost>(doctors.size())) {
    source_ = graph_.addNode();
    sink_ = graph_.addNode();
    for (std::size_t i = 0; i < doctors.size() + supporters.size(); ++i) graph_.addNode();
    for (std::size_t i = 0; i < doctors.size(); ++i) add_arc(source_, doctor_node(i), 0);
    first_pair_ = graph_.arcNum();
    for (std::uint32_t i = 0; i < doctors.size(); ++i) add_pairs(i, seed);
    after_pairs_ = graph_.arcNum();
    for (std::size_t i = 0; i < supporters.size(); ++i) {
      for (Cost place = 1; place <= supporters[i].places; ++place) {
        add_arc(supporter_node(i), sink_, (2 * place - 1) * weights_.load);
      }
    }
  }

  // Of each doctor the supporter, if any.
  std::vector<std::optional<std::uint32_t>> solve() {
    std::vector<std::optional<std::uint32_t>> chosen(doctors_.size());
    lemon::ConstMap<Graph::Arc, int> one(1);
    lemon::Preflow<Graph, lemon::ConstMap<Graph::Arc, int>> most(graph_, one, source_, sink_);
    most.runMinCut();
    if (most.flowValue() == 0) return chosen;
    Graph::ArcMap<Cost> costs(graph_);
    for (int arc = 0; arc < graph_.arcNum(); ++arc) costs[Graph::arcFromId(arc)] = costs_[arc];
    lemon::NetworkSimplex<Graph, int, Cost> simplex(graph_);
    simplex.upperMap(one).costMap(costs).stSupply(source_, sink_, most.flowValue());
    if (simplex.run() != decltype(simplex)::OPTIMAL)
      panic("allocate: a feasible flow was not found");
    for (int arc = first_pair_; arc < after_pairs_; ++arc) {
      const Graph::Arc pair = Graph::arcFromId(arc);
      if (simplex.flow(pair) == 0) continue;
      const auto doctor = static_cast<std::size_t>(Graph::id(graph_.source(pair))) - 2;
      chosen[doctor] = static_cast<std::uint32_t>(Graph::id(graph_.target(pair)) - 2 -
                                                  static_cast<int>(doctors_.size()));
    }
    return chosen;
  }

 private:
  static Graph::Node node(std::size_t id) { return Graph::nodeFromId(static_cast<int>(id)); }
  Graph::Node doctor_node(std::size_t i) const { return node(2 + i); }
  Graph::Node supporter_node(std::size_t i) const { return node(2 + doctors_.size() + i); }

  void add_arc(Graph::Node from, Graph::Node to, Cost cost) {
    graph_.addArc(from, to);
    costs_.push_back(cost);
  }

  void add_pairs(std::uint32_t index, std::uint64_t seed) {
    const Doctor& doctor = doctors_[index];
    const bool can_stay =
        doctor.current && may_pair(doctor, supporters_[*doctor.current], *doctor.current);
    for (std::uint32_t i = 0; i < supporters_.size(); ++i) {
      const Supporter& supporter = supporters_[i];
      if (!may_pair(doctor, supporter, i)) continue;
      Cost cost = can_stay && i != *doctor.current ? weights_.moved : 0;
      for (const Characteristic wanted : doctor.wanted) {
        if (has(supporter.declared, wanted)) cost -= weights_.met;
      }
      const std::uint64_t drawn = mixed(mixed(seed ^ index) ^ i);
      add_arc(doctor_node(index), supporter_node(i),
              cost + static_cast<Cost>(drawn % Weights::kTies));
    }
  }

  std::span<const Doctor> doctors_;
  std::span<const Supporter> supporters_;
  Weights weights_;
  Graph graph_;
  Graph::Node source_, sink_;
  std::vector<Cost> costs_;  // by arc
  int first_pair_ = 0, after_pairs_ = 0;
};

Pair explain(const Doctor& doctor, std::span<const Supporter> supporters,
             std::optional<std::uint32_t> chosen) {
  Pair pair{.supporter = chosen};
  for (const Characteristic wanted : doctor.wanted) {
    const bool met = chosen && has(supporters[*chosen].declared, wanted);
    (met ? pair.met : pair.unmet).push_back(wanted);
  }
  if (chosen) {
    pair.outcome = chosen == doctor.current ? Outcome::kKept : Outcome::kNew;
    return pair;
  }
  pair.outcome = Outcome::kNobodySenior;
  for (std::uint32_t i = 0; i < supporters.size(); ++i) {
    if (may_pair(doctor, supporters[i], i)) pair.outcome = Outcome::kNoPlace;
  }
  return pair;
}

}  // namespace

std::expected<std::vector<Pair>, BadInput> allocate(std::span<const Doctor> doctors,
                                                    std::span<const Supporter> supporters,
                                                    std::uint64_t seed) {
  if (const auto bad = first_problem(doctors, supporters)) return std::unexpected(*bad);
  const auto chosen = Network(doctors, supporters, seed).solve();
  std::vector<Pair> pairs;
  pairs.reserve(doctors.size());
  for (std::size_t i = 0; i < doctors.size(); ++i) {
    pairs.push_back(explain(doctors[i], supporters, chosen[i]));
  }
  return pairs;
}

}  // namespace sotto::allocate
