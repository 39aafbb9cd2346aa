// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/wiring.hpp"

#include <fstream>
#include <ostream>
#include <regex>

#include "app/config.hpp"
#include "app/routes.hpp"
#include "app/serve.hpp"
#include "base/error.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::app {

namespace {
constexpr const char* kDatabase = "register.db";
constexpr const char* kSettings = "entente.toml";
}  // namespace

const base::Clock& system_clock() {
  static const base::SystemClock clock;
  return clock;
}

std::unique_ptr<registry::Register> open_register(const std::filesystem::path& data, bool exclusive) {
  std::error_code ec;
  if (!std::filesystem::exists(data / kDatabase, ec))
    throw base::NotFound("register " + data.string(),
                         ec ? "cannot be looked into: " + ec.message() : "is not there",
                         "Make one with 'entente init " + data.string() + "', or check the name.");
  store::SqliteOptions options;
  options.file = data / kDatabase;
  options.exclusive = exclusive;
  options.clock = &system_clock();
  return std::make_unique<registry::Register>(store::open_sqlite(options), system_clock());
}

void init_register(const std::filesystem::path& data, std::string_view marked) {
  std::error_code ec;
  if (std::filesystem::exists(data / kDatabase, ec))
    throw base::Conflict("folder " + data.string(), "already holds a register",
                         "Use it as it is, or name another folder.");
  std::filesystem::create_directories(data, ec);
  if (ec)
    throw base::Error("folder " + data.string(), "cannot be made: " + ec.message(),
                      "Check the path and its permissions.");
  // The settings first: a folder is a register from the moment its database stands, and not before.
  std::ofstream settings(data / kSettings, std::ios::trunc);
  settings << config_template(marked);
  settings.close();
  if (!settings)
    throw base::Error((data / kSettings).string(), "could not be written",
                      "Check the folder's permissions and the disk's free space.");
  store::SqliteOptions options;
  options.file = data / kDatabase;
  options.create = true;
  options.clock = &system_clock();
  store::open_sqlite(options);
}

std::filesystem::path settings_file(const std::filesystem::path& data, const std::filesystem::path& named) {
  if (!named.empty()) return named;
  std::error_code ec;
  return !data.empty() && std::filesystem::exists(data / kSettings, ec) ? data / kSettings
                                                                        : std::filesystem::path();
}

cli::Environment environment(std::ostream& out, std::ostream& err, bool terminal) {
  cli::Environment env{out, err, terminal, {}, {}, {}, {}, {}, ENTENTE_VERSION};
  env.init = init_register;
  env.open = [](const std::filesystem::path& data) { return open_register(data, false); };
  env.serve = [&out](const cli::ServeOptions& options) { return serve(options, out); };
  env.config = [](const std::filesystem::path& data, const std::filesystem::path& named, bool names_only) {
    std::vector<std::string> lines;
    for (const auto& s : describe_config(settings_file(data, named)))
      lines.push_back(names_only ? s.name : s.name + " = " + s.value + "  (" + s.source + ")  " + s.about);
    return lines;
  };
  env.routes = [] {
    std::vector<std::string> lines;
    // The style sheet's address carries its hash; the reference names it once for all.
    static const std::regex hashed("-[0-9a-f]{8}\\.");
    for (const auto& route : route_table())
      lines.push_back(route.method + " " + std::regex_replace(route.pattern, hashed, "-{hash}.") + "  " +
                      route.about);
    return lines;
  };
  return env;
}

}  // namespace entente::app
