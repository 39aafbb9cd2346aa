// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Sums of a country, a goal and a party, as they are kept while records change.
#include <gtest/gtest.h>

#include <stdlib.h>

#include <filesystem>
#include <limits>
#include <random>

#include "registry/follower_memory.hpp"
#include "registry/register.hpp"
#include "registry/sums.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

using search::Facet;

std::shared_ptr<const Rates> rates_of(const std::string& lines) {
  return std::make_shared<const Rates>("date,currency,rate,source\n" + lines, "USD", "rates.csv");
}

/// What both kinds of sums must agree on, in a line each.
std::string told(const MoneySums& sums) {
  std::string text;
  for (const auto* all : {&sums.original, &sums.common})
    for (const auto& sum : *all)
      text += std::string(sum.government ? "public " : "other ") + sum.currency + " " + sum.promised.str() +
              "/" + std::to_string(sum.promises) + " " + sum.delivered.str() + "/" +
              std::to_string(sum.deliveries) + " " + sum.overdue.str() + "/" +
              std::to_string(sum.overdue_promises) + "; ";
  return text + std::to_string(sums.unconverted);
}

class ScopeSums : public testing::Test {
 protected:
  ScopeSums() {
    auto name = (std::filesystem::temp_directory_path() / "entente-sums-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    open(rates_of("2025-01-01,EUR,1.1,ECB\n2025-01-01,KES,0.008,CBK\n"));
    ministry_ = organisation({}, "government");
    fund_ = organisation({}, "foundation");
  }
  ~ScopeSums() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open(std::shared_ptr<const Rates> rates, const IndexPlace& index = {}) {
    reg_.reset();
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_,
        index, exchange::iati::Publisher{}, std::move(rates));
    reg_->follow();
  }
  base::Uuid put(base::Uuid id, const model::Record& record,
                 store::Visibility visibility = store::Visibility::open) {
    if (id.is_nil()) id = base::Uuid::v7(clock_.now());
    clock_.advance(1);
    reg_->store().write({"test"},
                        [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record, visibility)); });
    reg_->follow();
    return id;
  }
  base::Uuid organisation(base::Uuid id, const std::string& type) {
    model::Organisation made;
    made.name.add("en", type);
    made.type = type;
    return put(id, made);
  }
  base::Uuid partnership(const std::vector<std::string>& countries, const std::string& goal,
                         base::Uuid id = {}) {
    model::Partnership made;
    made.title.add("en", "Wells");
    for (const auto& code : countries) {
      auto& place = made.places.emplace_back();
      place.kind = "country";
      place.code = code;
    }
    auto& served = made.goals.emplace_back();
    served.framework = "sdg";
    served.code = goal;
    return put(id, made);
  }
  model::Commitment promise(const base::Uuid& in, const base::Uuid& by, std::int32_t amount,
                            const std::string& currency, const char* due) {
    model::Commitment made;
    made.partnership = in;
    made.giver.organisation = by;
    made.value = base::Money{base::Decimal::from_integer(amount), currency, {}};
    made.date = base::PartialDate::parse("2025-02-01");
    if (due != nullptr) made.due = base::PartialDate::parse(due);
    return made;
  }
  model::Delivery delivery(const base::Uuid& in, const base::Uuid& by, std::int32_t amount,
                           const std::string& currency, std::optional<base::Uuid> keeps = {}) {
    model::Delivery made;
    made.partnership = in;
    made.giver.organisation = by;
    made.kind = "disbursement";
    made.value = base::Money{base::Decimal::from_integer(amount), currency, {}};
    made.date = base::PartialDate::parse("2025-03-01");
    made.commitment = keeps;
    return made;
  }
  std::string of(Facet facet, std::string_view value) { return told(reg_->sums(facet, value)); }

  std::filesystem::path folder_;
  base::ManualClock clock_{base::parse_instant("2026-06-01T08:00:00Z")};
  std::unique_ptr<Register> reg_;
  base::Uuid ministry_, fund_;
};

TEST_F(ScopeSums, ACountryAGoalAndAPartyHaveTheSumsOfTheirPartnerships) {
  const auto wells = partnership({"KE", "TZ"}, "6.1"), roads = partnership({"KE"}, "9");
  const auto kept = put({}, promise(wells, fund_, 100, "EUR", "2026-01-01"));
  put({}, promise(roads, ministry_, 1'000, "KES", "2027"));
  put({}, delivery(wells, fund_, 40, "EUR", kept));
  put({}, delivery(roads, fund_, 5, "XOF"));
  EXPECT_EQ(of(Facet::country, "KE"),
            "public KES 1000/1 0/0 0/0; other EUR 100/1 40/1 60/1; other XOF 0/0 5/1 0/0; "
            "public USD 8/1 0/0 0/0; other USD 110/1 44/1 66/1; 1");
  const auto of_wells = told(sums_of(*reg_->partnership(wells), *reg_->rates(), base::day_of(clock_.now())));
  EXPECT_EQ(of(Facet::country, "TZ"), of_wells);
  EXPECT_EQ(of(Facet::goal, "6"), of_wells) << "a target counts for its goal";
  EXPECT_EQ(of(Facet::party, ministry_.str()), "public KES 1000/1 0/0 0/0; public USD 8/1 0/0 0/0; 0");
  EXPECT_EQ(of(Facet::party, fund_.str()),
            "other EUR 100/1 40/1 60/1; other XOF 0/0 5/1 0/0; other USD 110/1 44/1 66/1; 1");
  EXPECT_EQ(of(Facet::country, "FR"), "0");
}

TEST_F(ScopeSums, TheyFollowWhatIsChangedWithdrawnMovedAndFallsDue) {
  const auto wells = partnership({"KE"}, "6");
  const auto kept = put({}, promise(wells, fund_, 100, "EUR", "2026-06-30"));
  EXPECT_EQ(of(Facet::country, "KE"), "other EUR 100/1 0/0 0/0; other USD 110/1 0/0 0/0; 0");
  clock_.advance(std::int64_t{29} * 24 * 3'600'000);
  EXPECT_EQ(of(Facet::country, "KE"), "other EUR 100/1 0/0 0/0; other USD 110/1 0/0 0/0; 0")
      << "its last day";
  clock_.advance(std::int64_t{24} * 3'600'000);
  EXPECT_EQ(of(Facet::country, "KE"), "other EUR 100/1 0/0 100/1; other USD 110/1 0/0 110/1; 0");
  const auto given = put({}, delivery(wells, fund_, 100, "EUR", kept));
  EXPECT_EQ(of(Facet::country, "KE"), "other EUR 100/1 100/1 0/0; other USD 110/1 110/1 0/0; 0");
  put(given, delivery(wells, fund_, 100, "EUR", kept), store::Visibility::withdrawn);
  EXPECT_EQ(of(Facet::country, "KE"), "other EUR 100/1 0/0 100/1; other USD 110/1 0/0 110/1; 0");
  partnership({"UG"}, "3", wells);
  EXPECT_EQ(of(Facet::country, "KE"), "0");
  EXPECT_EQ(of(Facet::goal, "6"), "0");
  EXPECT_EQ(of(Facet::country, "UG"), of(Facet::goal, "3"));
  organisation(fund_, "other_public");  // it is no party here: it gives
  EXPECT_EQ(of(Facet::country, "UG"), "public EUR 100/1 0/0 100/1; public USD 110/1 0/0 110/1; 0");
  model::Organisation left;
  left.name.add("en", "Fund");
  left.type = "other_public";
  put(fund_, left, store::Visibility::withdrawn);
  EXPECT_EQ(of(Facet::country, "UG"), "public EUR 100/1 0/0 100/1; public USD 110/1 0/0 110/1; 0")
      << "what it gave stays what it was";
  EXPECT_EQ(of(Facet::country, "UG"),
            told(sums_of(*reg_->partnership(wells), *reg_->rates(), base::day_of(clock_.now()))));
  model::Partnership gone;
  gone.title.add("en", "Wells");
  put(wells, gone, store::Visibility::withdrawn);
  EXPECT_EQ(of(Facet::country, "UG"), "0");
  EXPECT_EQ(of(Facet::party, fund_.str()), "0");
}

TEST_F(ScopeSums, ADayOnWhichAClockHadRunAheadIsForgotten) {
  const auto wells = partnership({"KE"}, "6");
  put({}, promise(wells, fund_, 100, "EUR", "2027-01-01"));
  put({}, promise(wells, fund_, 10, "EUR", "2024-01-01"));
  constexpr std::int64_t kFiveYears = std::int64_t{5} * 366 * 24 * 3'600'000;
  for (const auto& [facet, value] :
       {std::pair(Facet::country, std::string("KE")), std::pair(Facet::party, fund_.str())}) {
    const auto before = of(facet, value);
    EXPECT_EQ(before, "other EUR 110/2 0/0 10/1; other USD 121/2 0/0 11/1; 0");
    clock_.advance(kFiveYears);
    EXPECT_EQ(of(facet, value), "other EUR 110/2 0/0 110/2; other USD 121/2 0/0 121/2; 0");
    clock_.advance(-kFiveYears);
    EXPECT_EQ(of(facet, value), before);
  }
}

TEST_F(ScopeSums, AStartFromTheBaseOfTheIndexConvertsByTheRatesOfTheDay) {
  const auto wells = partnership({"KE"}, "6");
  put({}, promise(wells, fund_, 100, "EUR", "2026-01-01"));
  put({}, promise(wells, {}, 3, "KES", nullptr));
  put({}, delivery(wells, ministry_, 10, "KES"));
  const auto before = of(Facet::country, "KE");
  const auto first = rates_of("2025-01-01,EUR,1.1,ECB\n2025-01-01,KES,0.008,CBK\n");
  open(first, {.file = folder_ / "index/base", .writes = true});
  reg_->rebuild_index();
  open(first, {.file = folder_ / "index/base"});
  EXPECT_EQ(of(Facet::country, "KE"), before);
  open(rates_of("2025-01-01,EUR,1.5,ECB\n"), {.file = folder_ / "index/base"});
  EXPECT_EQ(of(Facet::country, "KE"),
            "public KES 0/0 10/1 0/0; other EUR 100/1 0/0 100/1; other KES 3/1 0/0 0/0; "
            "other USD 150/1 0/0 150/1; 2");
}

TEST(SumTable, TakesOutWhatWasAddedAndHoldsMoreThanOneAmountCan) {
  SumTable table, kept;
  std::mt19937 random{7};
  std::vector<GiverLine> lines;
  for (int i = 0; i < 500; ++i) {
    GiverLine line;
    line.key = {random() % 2 == 0, std::string(1, static_cast<char>('A' + random() % 3)),
                static_cast<Measure>(random() % 3), static_cast<std::int32_t>(random() % 4)};
    line.line = {static_cast<std::int64_t>(random()), static_cast<std::int64_t>(random()), 1, 1};
    lines.push_back(line);
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    table.add(lines[i].key, lines[i].line);
    if (i % 3 == 0) kept.add(lines[i].key, lines[i].line);
  }
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (i % 3 != 0) table.take_out(lines[i].key, lines[i].line);
  for (const std::int64_t day : {0, 2, 9}) EXPECT_EQ(told(table.on(day, "USD")), told(kept.on(day, "USD")));

  // What has been overdue for long is one line, and can be taken out as before.
  SumTable old, folded;
  for (const auto& each : lines) {
    auto key = each.key;
    key.from *= 300;
    old.add(key, each.line);
    folded.add(key, each.line);
  }
  for (const std::int64_t today : {0, 400, 700, 2'000}) {
    EXPECT_TRUE(folded.folds(today));
    folded.fold(today);
    EXPECT_FALSE(folded.folds(today));
    for (const auto later : {0, 250, 900})
      EXPECT_EQ(told(folded.on(today + later, "USD")), told(old.on(today + later, "USD"))) << today;
  }
  for (const auto& each : lines) {
    auto key = each.key;
    key.from *= 300;
    folded.take_out(key, each.line);
  }
  EXPECT_TRUE(folded.empty());

  SumTable large;
  const SumTable::Key key{true, "IDR", Measure::promised, 0};
  const SumTable::Line most{std::numeric_limits<std::int64_t>::max(), 0, 1, 0};
  large.add(key, most);
  large.add(key, most);
  EXPECT_FALSE(large.on(0, "").original.at(0).whole);
  large.take_out(key, most);
  const auto one = large.on(0, "").original.at(0);
  EXPECT_TRUE(one.whole) << "what was too much is gone, and nothing with it";
  EXPECT_EQ(one.promised.scaled(), std::numeric_limits<std::int64_t>::max());
}

TEST(FollowerMemory, KeepsWhatCountsInSumsAndWhoHasAnswered) {
  Tally tally;
  const auto giver = base::Uuid::v7({5});
  for (const auto measure : {Measure::promised, Measure::delivered, Measure::overdue})
    tally.entries.push_back({measure == Measure::delivered ? base::Uuid() : giver,
                             measure == Measure::promised, measure, "EUR", base::Decimal::from_integer(-3),
                             measure == Measure::promised ? std::nullopt : std::optional<std::int32_t>(-9),
                             measure == Measure::overdue ? 20'000 : 0});
  tally.scopes = {{Facet::country, "KE"}, {Facet::goal, "mdg:7"}};
  tally.answered = {{"KE", true}, {"TZ", false}};
  const auto packed = pack_tally(tally);
  const auto back = unpack_tally(packed);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->entries, tally.entries);
  EXPECT_EQ(back->scopes, tally.scopes);
  EXPECT_EQ(back->answered, tally.answered);
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_FALSE(unpack_tally(std::string_view(packed).substr(0, size))) << size;
}

}  // namespace
}  // namespace entente::registry
