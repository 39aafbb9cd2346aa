// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What a promise and a delivery say travels: by a JSON file, and by IATI with the extension.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "registry/activities.hpp"
#include "registry/import.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

constexpr std::string_view kPromises = R"({"entente": "1",
"organisations": [{"key": "maker", "organisation": {"name": {"en": "Maker"}, "type": "private_sector"}}],
"partnerships": [{"key": "vaccines", "partnership": {"title": {"en": "Vaccines for all"}, "kind": "partnership",
    "actual_start": "2024-01-01", "places": [{"kind": "country", "code": "KE"}]},
  "participations": [{"organisation": "maker", "role": "funder"}],
  "commitments": [{"key": "cheaper", "giver": {"organisation": "maker"}, "kind": "price_reduction",
    "quantity": {"amount": "2400.5", "unit": "doses"},
    "price_reduction": {"product": {"en": "Vaccine", "fr": "Vaccin"}, "unit": "dose",
      "reference": {"amount": "10", "currency": "USD"}, "offered": {"amount": "3.25", "currency": "USD"},
      "countries": ["KE", "NP"]},
    "conditions": {"en": "Where the cold chain holds"}, "matching": {"en": "One for one"}}],
  "deliveries": [{"commitment": "cheaper", "giver": {"organisation": "maker"}, "kind": "in_kind",
    "quantity": {"amount": "40", "unit": "doses"},
    "evidence": [{"kind": "receipt", "title": {"en": "Receipt"}, "url": "https://example.org/receipt"},
                 {"kind": "photograph", "file": "aa", "name": "box.jpg", "media_type": "image/jpeg"}]}]}]})";

class PromiseExchangeTest : public testing::Test {
 protected:
  PromiseExchangeTest() {
    folder_ =
        std::filesystem::temp_directory_path() / ("entente-promises-" + base::Uuid::v7(clock_.now()).str());
    std::filesystem::create_directories(folder_);
  }
  ~PromiseExchangeTest() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<Register> reading(const std::string& name, std::string_view text) {
    std::ofstream(folder_ / name) << text;
    auto reg = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / (name + ".db"), .create = true, .clock = &clock_}), clock_);
    ImportReport report;
    import_file(*reg, folder_ / name, {}, report);
    EXPECT_EQ(report.created, 1U) << name;
    EXPECT_EQ(report.rejected, 0U) << name;
    reg->follow();
    return reg;
  }
  static PartnershipView only(const Register& reg) { return reg.partnership(reg.ids({}).at(0)).value(); }
  static std::string activity_of(const Register& reg) {
    exchange::iati::ActivityFile file(reg.publisher());
    std::string text(exchange::iati::ActivityFile::head());
    EXPECT_TRUE(add_activity(reg, reg.ids({}).at(0), file, text));
    return text + file.tail();
  }

  base::SystemClock clock_;
  std::filesystem::path folder_;
};

TEST_F(PromiseExchangeTest, ComesBackFromIatiAsItWentOut) {
  const auto reg = reading("promises.json", kPromises);
  const auto before = only(*reg);
  ASSERT_EQ(before.commitments.size(), 1U);
  const auto& promise = before.commitments.front().value;
  EXPECT_EQ(promise.price_reduction.value().offered.value().amount.str(), "3.25");
  EXPECT_EQ(promise.quantity.value().unit, "doses");

  const auto text = activity_of(*reg);
  const auto again = only(*reading("promises.xml", text));
  const auto& read = again.commitments.at(0).value;
  EXPECT_EQ(read.quantity, promise.quantity);
  EXPECT_EQ(read.price_reduction, promise.price_reduction);
  EXPECT_EQ(read.conditions, promise.conditions);
  EXPECT_EQ(read.matching, promise.matching);
  EXPECT_EQ(again.deliveries.at(0).value.quantity, before.deliveries.at(0).value.quantity);
  EXPECT_EQ(again.deliveries.at(0).value.evidence, before.deliveries.at(0).value.evidence);

  const auto begin = text.find("<record "), end = text.find("</record>") + 9;
  ASSERT_LT(begin, end);
  const auto file = folder_ / "record.xml";
  std::ofstream(file) << text.substr(begin, end - begin);
  const auto xmllint = [](const std::string& arguments) {
    return std::system(("xmllint --noout --nonet " + arguments + " >/dev/null 2>&1").c_str()) == 0;
  };
  if (!xmllint("--version")) GTEST_SKIP() << "no xmllint";
  EXPECT_TRUE(
      xmllint("--schema '" ENTENTE_SOURCE_DIR "/data/iati/extension/entente-1.xsd' '" + file.string() + "'"));
}

}  // namespace
}  // namespace entente::registry
