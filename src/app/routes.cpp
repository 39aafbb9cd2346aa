// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/routes.hpp"

#include <spdlog/spdlog.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "access/refused.hpp"
#include "api/api.hpp"
#include "app/permitted.hpp"
#include "app/telling.hpp"
#include "app/travel.hpp"
#include "app/wiring.hpp"
#include "app/witnessing.hpp"
#include "base/error.hpp"
#include "pages/boundaries.hpp"
#include "pages/pages.hpp"
#include "principles/policy.hpp"
#include "registry/claims.hpp"
#include "registry/colleagues.hpp"
#include "registry/concerns.hpp"
#include "registry/diligence.hpp"
#include "registry/hooks.hpp"
#include "registry/list_keeping.hpp"
#include "registry/merging.hpp"
#include "registry/rates.hpp"
#include "registry/scorecards.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::app {

namespace {

http::Response api_failure(const http::Request& request, const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const base::BadInput& e) {
    return api::error(request, 400, e.what(), e.next());
  } catch (const access::Refused& e) {
    return api::error(request, 403, e.what(), e.next());
  } catch (const base::NotFound& e) {
    return api::error(request, 404, e.what(), e.next());
  } catch (const base::Conflict& e) {
    return api::error(request, 409, e.what(), e.next());
  } catch (...) {
    return api::error(request, 500, "The register could not answer.",
                      "Try again; the log names this request.");
  }
}

void log_failure(const http::Request& request, const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const base::BadInput&) {
    // The client's fault, told to the client.
  } catch (const base::NotFound&) {
  } catch (const base::Conflict&) {
  } catch (const access::Refused&) {
  } catch (const std::exception& e) {
    spdlog::error("request {}: {} {}: {}", request.id, request.method, without_secret(request.path),
                  e.what());
  } catch (...) {
    spdlog::error("request {}: {} {}: unknown fault", request.id, request.method,
                  without_secret(request.path));
  }
}

/// The SVG file of the operator's boundaries; "" where none are set.
std::string read_boundaries(const Config& config) {
  const auto& name = config.map_boundaries;
  if (name.empty()) return {};
  std::ifstream file(name, std::ios::binary);
  std::string text(pages::kMostBoundaryBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad())
    throw base::BadInput("map.boundaries " + name, "cannot be read", "Check its name and permissions.");
  text.resize(static_cast<std::size_t>(file.gcount()));
  return pages::boundary_svg(text, name);
}

}  // namespace

std::shared_ptr<const registry::Institution> institution_of(const Config& config) {
  return std::make_shared<const registry::Institution>(
      config.register_profile.empty() ? registry::no_institution()
                                      : registry::read_institution(config.register_profile));
}

http::Router make_router(registry::Register& reg, registry::Accounts& accounts,
                         const std::shared_ptr<registry::Concerns>& concerns,
                         const std::shared_ptr<const registry::ScreeningLists>& screening,
                         const Config& config, const std::function<http::ServerFigures()>& figures) {
  http::Router router;
  const auto institution = institution_of(config);
  const auto claims = std::make_shared<registry::Claims>(reg.store(), reg.clock());
  const auto delegation = std::make_shared<registry::Delegation>(reg.store(), reg.clock(), accounts);
  const auto policy = std::make_shared<const registry::DiligencePolicy>(
      registry::load_diligence_policy(config.diligence_policy));
  const auto principles_policy =
      std::make_shared<const principles::Policy>(principles::load_policy(config.principles_policy));
  const auto hooks = std::make_shared<registry::Hooks>(reg, accounts, hook_rules(config));
  const auto lists = std::make_shared<registry::ListKeeping>(reg, config.screening_stale_days);
  const auto merging = std::make_shared<registry::Merging>(reg);
  const auto downloads = std::make_shared<pages::ListDownloads>();
  const auto boundaries = read_boundaries(config);
  const auto witness = witness_of(reg, config);
  // Over the register of today, and over those of moments that have passed.
  const auto context_over = [=, &accounts, today = &reg](registry::Register& over) {
    return pages::Context{
        .reg = over,
        .accounts = accounts,
        .claims = claims,
        .concerns = today == &over
                        ? concerns
                        : std::make_shared<registry::Concerns>(over, accounts, config.concerns_answer_days),
        .delegation = delegation,
        .diligence = std::make_shared<registry::Diligence>(over, policy),
        .hooks = hooks,
        .lists = lists,
        .merging = merging,
        .scorecards =
            std::make_shared<registry::Scorecards>(over, principles_policy, config.principles_profile),
        .register_name = config.register_name,
        .example = config.example,
        .sample = config.sample,
        .public_url = config.public_url,
        .https = !config.tls_key.empty(),
        .institution = institution,
        .boundaries = boundaries,
        .rates = over.rates(),
        .validation = {config.validate_max_size, config.validate_timeout},
        .review = {.four_eyes = config.four_eyes, .trust_representatives = config.trust_representatives},
        .reports_reviewed = config.reports_review == "required",
        .downloads = downloads};
  };
  const auto routes_over =
      [=, &accounts, timeout = std::chrono::seconds(config.validate_timeout)](registry::Register& over) {
        const auto context = context_over(over);
        auto all =
            permitted(api::routes({over, accounts, figures, institution, context.rates, context.concerns,
                                   context.diligence, context.delegation, timeout, context.review,
                                   context.reports_reviewed, witness, lists, screening, context.scorecards}),
                      context);
        for (auto& page : permitted(pages::routes(context), context)) all.push_back(std::move(page));
        return all;
      };
  const auto context = context_over(reg);
  router.add(travelling(routes_over(reg), context, std::make_shared<Travel>(context, routes_over)));
  router.on_not_found(
      [page = pages::not_found(context)](const http::Request& request, const http::Captures& captures) {
        if (api::is_api(request.path))
          return api::error(request, 404, "There is nothing at this address.", "See /api/v1/openapi.yaml.");
        return page(request, captures);
      });
  router.on_refused([context](const http::Request& request, int status) {
    return api::is_api(request.path)
               ? api::error(request, status, "This address does not answer " + request.method + ".",
                            "Allow says what it does answer.")
               : pages::refusal(context, request, status);
  });
  // Exceptions become statuses here, once.
  router.on_error([context](const http::Request& request, const std::exception_ptr& thrown) {
    log_failure(request, thrown);
    return api::is_api(request.path) ? api_failure(request, thrown)
                                     : pages::failure(context, request, thrown);
  });
  return router;
}

std::vector<http::Route> route_table() {
  // The tables bind to a register but do not ask it anything before a request comes: an empty one in a
  // folder of its own will do, gone when the table is made.
  std::string folder = (std::filesystem::temp_directory_path() / "entente-routes-XXXXXX").string();
  if (!mkdtemp(folder.data()))
    throw base::Error("folder " + folder, "cannot be made", "Check the folder for temporary files.");
  std::vector<http::Route> table;
  {
    store::SqliteOptions options;
    options.file = std::filesystem::path(folder) / "register.db";
    options.create = true;
    registry::Register reg(store::open_sqlite(options), system_clock());
    registry::Accounts accounts(reg.store(), reg.clock(), {});
    const auto concerns = std::make_shared<registry::Concerns>(reg, accounts, 0);
    const auto screening = std::make_shared<const registry::ScreeningLists>(reg);
    table =
        make_router(reg, accounts, concerns, screening, {}, [] { return http::ServerFigures{}; }).routes();
    for (auto& route : table) route.handler = nullptr;  // bound to a register that is about to go
  }
  std::error_code ignore;
  std::filesystem::remove_all(folder, ignore);
  return table;
}

}  // namespace entente::app
