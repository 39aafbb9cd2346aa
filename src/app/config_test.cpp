// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/config.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/error.hpp"

namespace entente::app {
namespace {

class ConfigTest : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& text) {
    std::ofstream(path_, std::ios::trunc) << text;
    return path_;
  }
  void TearDown() override { std::filesystem::remove(path_); }
  const std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("entente-config-" + std::to_string(::getpid()) + ".toml");
};

TEST_F(ConfigTest, TheTemplateReadsBackAsTheDefaults) {
  const auto config = read_config(file(config_template()));
  EXPECT_EQ(config.listen, Config().listen);
  EXPECT_FALSE(config.example);
  EXPECT_FALSE(config.sample);
  const auto example = read_config(file(config_template("example")));
  EXPECT_TRUE(example.example && !example.sample);
  const auto sample = read_config(file(config_template("sample")));
  EXPECT_TRUE(sample.sample && !sample.example);
}

TEST_F(ConfigTest, EverySettingIsDescribedOnceWithItsSource) {
  std::set<std::string> names;
  for (const auto& line : describe_config(file("[server]\nworkers = 3\n"))) {
    EXPECT_TRUE(names.insert(line.name).second) << line.name;
    EXPECT_FALSE(line.about.empty()) << line.name;
    EXPECT_EQ(line.source == "default", line.name != "server.workers") << line.name;
  }
  EXPECT_EQ(names.size(), describe_config({}).size());
}

TEST_F(ConfigTest, AnUnknownKeyOrAWrongValueIsRefused) {
  EXPECT_THROW(read_config(file("[server]\nlisen = \"x\"\n")), base::BadInput);
  EXPECT_THROW(read_config(file("[server]\nworkers = -1\n")), base::BadInput);
  EXPECT_THROW(read_config(file("[log]\nlevel = \"loud\"\n")), base::BadInput);
  EXPECT_THROW(read_config(file("[server]\ntls_key = \"a.pem\"\n")), base::BadInput);
  for (const std::string url : {"register.example", "https://", "https://a.example/path", "ftp://a.example",
                                "https://a.example\\\"><script>", "https://user@a.example"})
    EXPECT_THROW(read_config(file("[server]\npublic_url = \"" + url + "\"\n")), base::BadInput) << url;
}

TEST_F(ConfigTest, WhoRunsTheRegisterIsNamedAsTheStandardWantsIt) {
  const auto read = [&](const std::string& line) { return read_config(file("[register]\n" + line + "\n")); };
  EXPECT_EQ(read("iati_organisation = \"XM-DAC-41114\"").iati_organisation, "XM-DAC-41114");
  EXPECT_EQ(read("organisation_type = \"un_entity\"").organisation_type, "un_entity");
  for (const std::string id : {"41114", "-41114", "XM-", "XM DAC-1", "XM-DAC/1", "XM-DAC|1", "XM-DAC-é"})
    EXPECT_THROW(read("iati_organisation = \"" + id + "\""), base::BadInput) << id;
  EXPECT_THROW(read("organisation_type = \"ministry\""), base::BadInput);
}

TEST(ServerOptions, ReadsAddresses) {
  EXPECT_EQ(server_options({}, "127.0.0.1:8080").port, 8080);
  EXPECT_EQ(server_options({}, "[::1]:80").address, "::1");
  EXPECT_EQ(server_options({}, "0.0.0.0:0").port, 0);
  EXPECT_GE(server_options({}, "127.0.0.1:1").workers, 2u);
  for (const auto* bad : {"", "8080", ":8080", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "[::1:80"})
    EXPECT_THROW(server_options({}, bad), base::BadInput) << bad;
}

}  // namespace
}  // namespace entente::app
