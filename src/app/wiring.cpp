// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/wiring.hpp"

#include <fstream>
#include <ostream>
#include <regex>

#include "app/account_rules.hpp"
#include "app/config.hpp"
#include "app/fetching.hpp"
#include "app/mailing.hpp"
#include "app/routes.hpp"
#include "app/serve.hpp"
#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "exchange/iati/validation/tables.hpp"
#include "principles/policy.hpp"
#include "registry/diligence_policy.hpp"
#include "registry/institution.hpp"
#include "registry/rates.hpp"
#include "store/postgres/postgres_store.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::app {

namespace {
constexpr const char* kDatabase = "register.db";
constexpr const char* kSettings = "entente.toml";
constexpr const char* kIndex = "index/base";
}  // namespace

const base::Clock& system_clock() {
  static const base::SystemClock clock;
  return clock;
}

namespace {

/// The database a register is kept in; empty for one that is kept in its folder.
std::string database_of(const cli::Place& place, const Config& config) {
  const auto& url = place.database.empty() ? config.database_url : place.database;
  if (!url.empty() && !store::is_postgres(url))
    throw base::BadInput("database '" + concealed(url) + "'", "is not an address Entente knows",
                         "Write it as postgresql://USER@HOST/NAME.");
  return url;
}

store::PostgresOptions postgres_options(const std::string& url, const Config& config) {
  store::PostgresOptions options;
  options.url = url;
  options.readers = static_cast<std::size_t>(config.database_connections);
  options.patience = std::chrono::seconds(config.database_timeout);
  options.clock = &system_clock();
  return options;
}

std::unique_ptr<store::Store> open_database(const std::string& url, const Config& config, bool create) {
  auto options = postgres_options(url, config);
  options.create = create;
  return store::open_postgres(options);
}

std::unique_ptr<store::Store> open_file(const std::filesystem::path& file, bool create, bool exclusive) {
  store::SqliteOptions options;
  options.file = file;
  options.create = create;
  options.exclusive = exclusive;
  options.clock = &system_clock();
  return store::open_sqlite(options);
}

/// See cli::Environment.
void make_file(const std::filesystem::path& file, const std::function<void(registry::Register&)>& fill) {
  const auto part = base::beside(file).string();
  const auto remove_part = [&] {
    std::error_code ignore;
    for (const auto* more : {"", "-journal", "-wal", "-shm"}) std::filesystem::remove(part + more, ignore);
  };
  remove_part();
  try {
    {
      registry::Register reg(open_file(part, true, false), system_clock());
      fill(reg);
    }
    // The last to close a register moves its log into it; where that fails, SQLite leaves the log and is
    // silent.
    if (std::filesystem::exists(part + "-wal"))
      throw base::Error(file.string(), "could not be written whole",
                        "Check the disk's free space, and the system's log for the disk's own words.");
    base::put_in_place(part, file);
  } catch (...) {
    remove_part();
    throw;
  }
}

std::unique_ptr<store::Store> open_folder(const std::filesystem::path& data, bool exclusive) {
  std::error_code ec;
  if (!std::filesystem::exists(data / kDatabase, ec))
    throw base::NotFound("register " + data.string(),
                         ec ? "cannot be looked into: " + ec.message() : "is not there",
                         "Make one with 'entente init " + data.string() + "', or check the name.");
  return open_file(data / kDatabase, false, exclusive);
}

void make_folder(const std::filesystem::path& data) {
  make_file(data / kDatabase, [](registry::Register&) {});
}

void write_settings(const std::filesystem::path& data, std::string_view marked, const std::string& database) {
  std::error_code ec;
  std::filesystem::create_directories(data, ec);
  if (ec)
    throw base::Error("folder " + data.string(), "cannot be made: " + ec.message(),
                      "Check the path and its permissions.");
  // The address of a database may hold a password.
  using Readers = base::WholeFile::Readers;
  base::WholeFile settings(data / kSettings, database.empty() ? Readers::as_usual : Readers::owner);
  settings.out() << config_template(marked, database);
  settings.commit();
  base::sync_folder(std::filesystem::canonical(data).parent_path());  // the folder may be new
}

/// The operator's exchange rates; none where none are set.
std::shared_ptr<const registry::Rates> read_rates(const Config& config) {
  const auto& name = config.money_rates;
  if (name.empty()) return std::make_shared<const registry::Rates>();
  std::ifstream file(name, std::ios::binary);
  std::string text(registry::kMostRateBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad())
    throw base::BadInput("money.rates " + name, "cannot be read", "Check its name and permissions.");
  text.resize(static_cast<std::size_t>(file.gcount()));
  return std::make_shared<const registry::Rates>(text, config.money_currency, name);
}

}  // namespace

std::unique_ptr<registry::Register> open_register(const cli::Place& place, const Config& config,
                                                  Opened opened) {
  exchange::iati::validation::use_tables_of(place.data);
  const auto url = database_of(place, config);
  return std::make_unique<registry::Register>(
      url.empty() ? open_folder(place.data, opened == Opened::to_serve) : open_database(url, config, false),
      system_clock(),
      registry::IndexPlace{.file = place.data.empty() ? std::filesystem::path() : place.data / kIndex,
                           .writes = opened != Opened::to_read},
      exchange::iati::Publisher{.identifier = config.iati_organisation,
                                .name = config.register_name,
                                .type = config.organisation_type},
      opened == Opened::to_serve ? read_rates(config) : nullptr);
}

void init_register(const cli::Place& place, std::string_view marked) {
  const auto& data = place.data;
  std::error_code ec;
  if (!data.empty() && (std::filesystem::exists(data / kDatabase, ec) ||
                        (!place.database.empty() && std::filesystem::exists(data / kSettings, ec))))
    throw base::Conflict("folder " + data.string(), "already holds a register",
                         "Use it as it is, or name another folder.");
  const auto url = database_of(place, {});
  if (!url.empty()) {
    // The database first: it is what may refuse.
    const auto store = open_database(url, {}, true);
    if (store->read()->last_event() != 0)
      throw base::Conflict("database " + concealed(url), "already holds a register",
                           "Use it as it is, or name another database.");
    if (!data.empty()) write_settings(data, marked, url);
    return;
  }
  // The settings first: a folder is a register from the moment its database stands, and not before.
  write_settings(data, marked, {});
  make_folder(data);
}

std::unique_ptr<registry::Register> open_or_make_register(const cli::Place& place) {
  exchange::iati::validation::use_tables_of(place.data);
  auto settings = settings_file(place.data, {});
  const auto url = database_of(place, read_config(settings));
  if (!place.data.empty() && settings.empty()) {
    write_settings(place.data, {}, url);
    settings = settings_file(place.data, {});
  }
  const auto config = read_config(settings);
  std::error_code ec;
  if (url.empty() && !std::filesystem::exists(place.data / kDatabase, ec)) make_folder(place.data);
  return std::make_unique<registry::Register>(
      url.empty() ? open_file(place.data / kDatabase, true, false) : open_database(url, config, true),
      system_clock());
}

bool is_in_folder(const cli::Place& place, const Config& config) {
  return database_of(place, config).empty();
}

std::string failover_warning(const cli::Place& place, const Config& config) {
  const auto url = database_of(place, config);
  return url.empty() ? std::string() : store::failover_warning(postgres_options(url, config));
}

std::string name_of(const cli::Place& place, const Config& config) {
  const auto url = database_of(place, config);
  return url.empty() ? place.data.string() : concealed(url);
}

std::filesystem::path settings_file(const std::filesystem::path& data, const std::filesystem::path& named) {
  if (!named.empty()) return named;
  std::error_code ec;
  return !data.empty() && std::filesystem::exists(data / kSettings, ec) ? data / kSettings
                                                                        : std::filesystem::path();
}

cli::Environment environment(std::ostream& out, std::ostream& err, bool terminal) {
  cli::Environment env{.out = out, .err = err, .terminal = terminal, .version = ENTENTE_VERSION};
  env.init = init_register;
  env.open = [](const cli::Place& place) {
    return open_register(place, read_config(settings_file(place.data, {})), Opened::to_read);
  };
  env.open_to_index = [](const cli::Place& place) {
    return open_register(place, read_config(settings_file(place.data, {})), Opened::to_index);
  };
  env.open_or_make = open_or_make_register;
  env.open_file = [](const std::filesystem::path& file) {
    return std::make_unique<registry::Register>(open_file(file, false, false), system_clock());
  };
  env.make_file = make_file;
  env.serve = [&out](const cli::ServeOptions& options) { return serve(options, out); };
  env.config = [](const std::filesystem::path& data, const std::filesystem::path& named, bool names_only) {
    std::vector<std::string> lines;
    const auto file = settings_file(data, named);
    // The files that the settings name are part of what is checked.
    const auto config = read_config(file);
    if (!config.register_profile.empty()) registry::read_institution(config.register_profile);
    registry::load_diligence_policy(config.diligence_policy);
    principles::load_policy(config.principles_policy).profile(config.principles_profile);
    for (const auto& s : describe_config(file))
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
  env.account_rules = [](const cli::Place& place, store::Store& store) {
    const auto config = read_config(settings_file(place.data, {}));
    finish_key_change(place, config, store);  // else the key that the store is sealed with would seem lost
    return account_rules(place, config);
  };
  env.stale_days = [](const cli::Place& place) {
    return read_config(settings_file(place.data, {})).screening_stale_days;
  };
  env.renew_key = [](const cli::Place& place) {
    return renew_key(place, read_config(settings_file(place.data, {})));
  };
  env.test_mail = [](const std::filesystem::path& data, const std::filesystem::path& named,
                     std::string_view to, std::string_view language) {
    send_test_mail(read_config(settings_file(data, named)), to, language);
  };
  env.fetcher = fetcher;
  return env;
}

}  // namespace entente::app
