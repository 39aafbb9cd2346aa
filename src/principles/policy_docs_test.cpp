// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The pages of docs/ that say what a policy may hold, and what each measure is.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "principles/principles.hpp"

namespace entente::principles {
namespace {

const std::string kDocs = ENTENTE_SOURCE_DIR "/docs/";

std::string page_at(const std::string& path) {
  std::ifstream page(kDocs + path, std::ios::binary);
  EXPECT_TRUE(page) << "docs/" << path << " is missing";
  return {std::istreambuf_iterator<char>(page), {}};
}

std::string written(double bound) {
  char text[32];
  std::snprintf(text, sizeof text, "%.12g", bound);
  return text;
}

TEST(PolicyDocs, EveryParameterHasItsLineWithItsBounds) {
  const auto page = page_at("reference/principles-policy.md");
  std::size_t parameters = 0;
  for (const auto* principle : principles())
    for (const auto& measure : principle->measures)
      for (const auto& each : measure.parameters) {
        const auto line = "\n| `principle." + std::string(principle->name) + "." + std::string(measure.name) +
                          "." + std::string(each.name) + "` | " + written(each.least) + " – " +
                          written(each.most) + " | ";
        EXPECT_NE(page.find(line), page.npos) << "docs/reference/principles-policy.md should hold" << line;
        ++parameters;
      }
  EXPECT_GT(parameters, 0U);
}

TEST(PolicyDocs, EveryKeyOfARuleHasItsLine) {
  const auto page = page_at("reference/principles-policy.md");
  for (const std::string key :
       {"version", "name.LANGUAGE", "composite", "principle.NAME.weight", "principle.NAME.met",
        "principle.NAME.partly", "principle.NAME.MEASURE.used", "principle.NAME.MEASURE.hard",
        "principle.NAME.MEASURE.weight", "principle.NAME.MEASURE.met", "principle.NAME.MEASURE.partly",
        "principle.NAME.MEASURE.reason.LANGUAGE", "principle.NAME.MEASURE.source", "exception.KEY.measure",
        "exception.KEY.kind", "exception.KEY.level", "exception.KEY.status", "exception.KEY.reason.LANGUAGE",
        "profile.KEY.name.LANGUAGE"})
    EXPECT_NE(page.find("`" + key + "`"), page.npos) << key;
}

TEST(PolicyDocs, EveryPrincipleHasAPageThatNamesItsMeasures) {
  const auto list = page_at("principles/README.md");
  for (const auto* principle : principles()) {
    const auto file = std::string(principle->name) + ".md";
    EXPECT_NE(list.find("](" + file + ")"), list.npos) << "docs/principles/README.md does not list " << file;
    const auto page = page_at("principles/" + file);
    for (const auto& measure : principle->measures)
      EXPECT_NE(page.find("`" + std::string(measure.name) + "`"), page.npos)
          << "docs/principles/" << file << " does not name " << measure.name;
  }
}

}  // namespace
}  // namespace entente::principles
