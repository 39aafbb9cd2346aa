// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "api/api.hpp"

/// Internal to api: the tables that routes() joins.
namespace entente::api {

std::vector<http::Route> partnership_routes(registry::Register&,
                                            const std::shared_ptr<const registry::Rates>&);
std::vector<http::Route> organisation_routes(registry::Register&);
std::vector<http::Route> desk_routes(registry::Register&);
std::vector<http::Route> goal_routes(registry::Register&);
std::vector<http::Route> suggestion_routes(registry::Register&);
std::vector<http::Route> concern_routes(const std::shared_ptr<const registry::Concerns>&);
std::vector<http::Route> event_routes(const Context&);
std::vector<http::Route> log_routes(const Context&);
std::vector<http::Route> account_routes(registry::Accounts&);
std::vector<http::Route> part_routes(const Context&);
std::vector<http::Route> promise_routes(const Context&);
std::vector<http::Route> word_routes(const Context&);
std::vector<http::Route> report_routes(const Context&);
std::vector<http::Route> governing_routes(const Context&);
std::vector<http::Route> host_answer_routes(const Context&);
std::vector<http::Route> agreement_routes(const Context&);
std::vector<http::Route> agreement_word_routes(const Context&);
std::vector<http::Route> draft_routes(const Context&);
std::vector<http::Route> concern_word_routes(const Context&);
std::vector<http::Route> draft_step_routes(const Context&);
std::vector<http::Route> report_review_routes(const Context&);
std::vector<http::Route> appeal_routes(const Context&);
std::vector<http::Route> own_desk_routes(const Context&);
std::vector<http::Route> guidance_routes(const Context&);
std::vector<http::Route> colleague_routes(const Context&);
std::vector<http::Route> invitation_routes(const Context&);
std::vector<http::Route> concern_answer_routes(const Context&);
/// Reading due diligence: for an office, or for the organisation.
std::vector<http::Route> diligence_routes(const Context&);
std::vector<http::Route> principle_routes(const Context&);
std::vector<http::Route> service_routes(const Context&);
std::vector<http::Route> validation_routes(const Context&);
std::vector<http::Route> witness_routes(const Context&);
std::vector<http::Route> receipt_routes(const Context&);
std::vector<http::Route> yente_match_routes(const Context&);
std::vector<http::Route> yente_search_routes(const Context&);
std::vector<http::Route> yente_service_routes(const Context&);

/// Makes handlers of functions that are given the context beside the request.
inline auto with_context(const Context& context) {
  using Work = http::Response (*)(const Context&, const http::Request&, const http::Captures&);
  return [context](Work work) {
    return [context, work](const http::Request& request, const http::Captures& captures) {
      return work(context, request, captures);
    };
  };
}

/// A version number in an address.
std::optional<std::int64_t> version_of(std::string_view text);
/// Answers ?from=&to= by what tells how two versions differ.
using Differing =
    std::function<std::optional<std::vector<registry::Difference>>(std::int64_t from, std::int64_t to)>;
http::Response differences(const http::Request&, const Differing&);
/// The same for any record that everybody reads.
http::Response differences(registry::Register&, const http::Request&, const std::optional<base::Uuid>& id);

}  // namespace entente::api
