// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.hpp"
#include "principles/assess.hpp"
#include "principles/facts_test.hpp"

namespace entente::principles {

namespace {

/// Fills every member at random: numbers small, shares up to 1.
class Making {
 public:
  explicit Making(std::mt19937& random) : random_(random) {}

  template <class T>
  void operator()(const char* name, T& value) {
    name_ = name;
    make(value);
  }

 private:
  std::mt19937& random_;
  std::string_view name_;

  int any(int most) { return std::uniform_int_distribution(0, most)(random_); }
  bool is_share() const {
    return name_ == "contribution" || name_ == "benefit" || name_ == "funding" || name_ == "earmarked" ||
           name_ == "local_recurrent";
  }

  void make(bool& value) { value = any(1) == 1; }
  void make(double& value) { value = is_share() ? any(20) / 20.0 : any(12); }
  void make(Day& value) { value = 18'000 + any(2'000); }
  void make(std::uint8_t& value) { value = static_cast<std::uint8_t>(any(2)); }
  void make(std::uint16_t& value) { value = static_cast<std::uint16_t>(any(3)); }
  void make(std::uint32_t& value) { value = static_cast<std::uint32_t>(any(0x7fff)); }
  void make(Answer& value) { value = static_cast<Answer>(any(2)); }
  void make(PartyKind& value) { value = static_cast<PartyKind>(any(8)); }
  void make(DevelopmentGroup& value) { value = static_cast<DevelopmentGroup>(any(4)); }
  void make(Selection& value) { value = static_cast<Selection>(any(4)); }
  void make(Conflict& value) { value = static_cast<Conflict>(any(3)); }
  void make(Diligence& value) { value = static_cast<Diligence>(any(6)); }
  void make(ResultLevel& value) { value = static_cast<ResultLevel>(any(3)); }
  void make(Tally& value) {
    value.all = any(6);
    value.done = any(static_cast<int>(value.all));
  }
  void make(Weighted& value) { Weighted::fields(value, *this); }
  template <class T, std::size_t N>
  void make(std::array<T, N>& value) {
    for (auto& each : value) make(each);
  }
  template <class T>
  void make(std::vector<T>& value) {
    value.resize(static_cast<std::size_t>(any(4)));
    for (auto& each : value) make(each);
  }
  template <class T>
  void make(std::optional<T>& value) {
    value.reset();
    if (any(2) > 0) make(value.emplace());
  }
  template <class T>
    requires requires(T& value, Making& v) { T::fields(value, v); }
  void make(T& value) {
    T::fields(value, *this);
  }
};

/// Visits the unknowns in their order, and makes the nth of them known.
class Resolving {
 public:
  Resolving(std::size_t nth, std::mt19937& random) : left_(nth), random_(random) {}
  bool done() const { return done_; }

  template <class T>
  void operator()(const char* name, T& value) {
    if (done_) return;
    if constexpr (std::is_same_v<T, Answer>)
      unknown(value == Answer::unknown, [&] { value = any(1) == 1 ? Answer::yes : Answer::no; });
    else if constexpr (std::is_same_v<T, Selection> || std::is_same_v<T, Conflict> ||
                       std::is_same_v<T, Diligence> || std::is_same_v<T, DevelopmentGroup>)
      unknown(value == T::unknown, [&] { value = static_cast<T>(1 + any(2)); });
    else if constexpr (requires { value.has_value(); })
      unknown(!value.has_value(), [&] { Making{random_}(name, made(value)); });
    else if constexpr (
        requires { value.resize(1); } || requires { value.fill({}); })
      for (auto& each : value) {
        if constexpr (requires(Resolving& v) { std::remove_reference_t<decltype(each)>::fields(each, v); })
          std::remove_reference_t<decltype(each)>::fields(each, *this);
      }
  }

 private:
  std::size_t left_;
  std::mt19937& random_;
  bool done_ = false;

  int any(int most) { return std::uniform_int_distribution(0, most)(random_); }
  template <class T>
  static T& made(std::optional<T>& value) {
    return value.emplace();
  }
  void unknown(bool is_so, const std::function<void()>& make_known) {
    if (!is_so) return;
    if (left_-- > 0) return;
    make_known();
    done_ = true;
  }
};

/// The shares that parties of one whole say add up to no more than that whole.
constexpr std::optional<double> PartyFacts::*kSharesOfOne[] = {&PartyFacts::contribution,
                                                               &PartyFacts::benefit, &PartyFacts::funding};

double sum_of_shares(const Facts& facts, std::optional<double> PartyFacts::*share) {
  double sum = 0;
  for (const auto& each : facts.parties) sum += (each.*share).value_or(0);
  return sum;
}

/// Makes them small enough, in proportion.
void make_shares_possible(Facts& facts) {
  for (const auto share : kSharesOfOne)
    if (const auto sum = sum_of_shares(facts, share); sum > 1)
      for (auto& each : facts.parties)
        if (each.*share) *(each.*share) /= sum;
}

/// Makes those that were not known before small enough for what is left.
void make_new_shares_possible(Facts& facts, const Facts& before) {
  for (const auto share : kSharesOfOne)
    for (std::size_t i = 0; i < facts.parties.size(); ++i)
      if (auto& each = facts.parties[i].*share; each && !(before.parties[i].*share))
        each = std::min(*each, std::max(0.0, 1 - sum_of_shares(before, share)));
}

const MeasureRule& rule_of(std::string_view principle, std::string_view measure) {
  const auto all = principles();
  const auto& profile = default_policy().profile({});
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t m = 0; m < all[i]->measures.size(); ++m)
      if (all[i]->name == principle && all[i]->measures[m].name == measure)
        return profile.principles[i].measures[m];
  throw base::NotFound(std::string(measure), "is no measure of " + std::string(principle));
}

MeasureResult result_by_default(std::string_view principle, std::string_view measure, const Facts& facts) {
  const auto& policy = default_policy();
  for (auto& each : assess(facts, policy, policy.profile({}), Explain::yes))
    if (each.principle->name == principle)
      for (auto& result : each.measures)
        if (result.measure->name == measure) return std::move(result);
  throw base::NotFound(std::string(measure), "is no measure of " + std::string(principle));
}

}  // namespace

Facts some_facts(std::mt19937& random) {
  Facts facts;
  Making making(random);
  Facts::fields(facts, making);
  facts.day = 20'000;
  make_shares_possible(facts);
  return facts;
}

std::vector<Facts> resolved(const Facts& facts, std::mt19937& random) {
  std::vector<Facts> all;
  for (std::size_t nth = 0;; ++nth) {
    auto one = facts;
    Resolving resolving(nth, random);
    Facts::fields(one, resolving);
    if (!resolving.done()) return all;
    make_new_shares_possible(one, facts);
    all.push_back(std::move(one));
  }
}

const Measure& measure_of(std::string_view principle, std::string_view measure) {
  if (const auto* found = find_principle(principle))
    for (const auto& each : found->measures)
      if (each.name == measure) return each;
  throw base::NotFound(std::string(measure), "is no measure of " + std::string(principle));
}

Measured measured(std::string_view principle, std::string_view measure, const Facts& facts) {
  return measure_of(principle, measure).measure(facts, rule_of(principle, measure).parameters, nullptr);
}

std::string status_of(std::string_view principle, std::string_view measure, const Facts& facts) {
  return std::string(name_of(result_by_default(principle, measure, facts).status));
}

std::vector<std::string> said_of(std::string_view principle, std::string_view measure, const Facts& facts) {
  const auto explanation = result_by_default(principle, measure, facts).explanation;
  std::vector<std::string> keys{std::string(explanation.why.key)};
  for (const auto& each : explanation.would_change) keys.emplace_back(each.key);
  return keys;
}

}  // namespace entente::principles
