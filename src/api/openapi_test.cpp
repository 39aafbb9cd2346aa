// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Holds api/openapi.yaml to the model: the schemas below its marker are made from fields(visitor).
// ENTENTE_RENEW=1 writes them anew (script/schemas).
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "model/record.hpp"

namespace {

constexpr std::string_view kMarker =
    "    # Made from src/model by script/schemas; do not edit below this line.\n";

TEST(OpenApi, SchemasAreThoseOfTheModel) {
  const std::string path = std::string(ENTENTE_SOURCE_DIR) + "/api/openapi.yaml";
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  const auto document = text.str();
  const auto at = document.find(kMarker);
  ASSERT_NE(at, std::string::npos) << path << " lacks its marker line";
  std::string made;
  for (const auto& [name, schema] : entente::model::json_schemas())
    made += "    " + name + ": " + schema + "\n";
  if (std::getenv("ENTENTE_RENEW")) {
    std::ofstream(path) << document.substr(0, at) << kMarker << made;
    return;
  }
  EXPECT_EQ(document.substr(at + kMarker.size()), made) << "run script/schemas";
}

}  // namespace
