// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/agreement_json.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "api/answer.hpp"
#include "api/told.hpp"

namespace entente::api {

namespace {

std::string_view name_of_fault(registry::SignatureFault fault) {
  using enum registry::SignatureFault;
  switch (fault) {
    case none:
      return "";
    case other_text:
      return "other_text";
    case unknown_key:
      return "unknown_key";
    case wrong_key:
      return "wrong_key";
    case ended_key:
      return "ended_key";
    case not_in_log:
      break;
  }
  return "not_in_log";
}

boost::json::object needed_json(const registry::NeededSignature& needed) {
  boost::json::object one{{"party", needed.party.organisation.str()},
                          {"name", text_json(needed.party.name)},
                          {"office", needed.party.signer},
                          {"signed", needed.counts()}};
  if (!needed.given) return one;
  one.emplace("given", held_json(needed.given->signature));
  if (!needed.counts()) one.emplace("fault", name_of_fault(needed.given->fault));
  return one;
}

/// A version of a record by its hash, and where the log's receipt of it is.
template <class T>
boost::json::object hashed_json(const registry::Held<T>& held) {
  return {{"version", held.version},
          {"hash", base::hex(held.hash)},
          {"receipt", "/log/proof/" + held.id.str() + "/" + std::to_string(held.version)}};
}

boost::json::object version_json(const registry::AgreementVersion& version) {
  boost::json::array needed;
  for (const auto& each : version.needed) needed.push_back(needed_json(each));
  auto one = held_json(version.text);
  one.erase("id");
  one.emplace("needed", std::move(needed));
  if (version.signed_at) {
    one.emplace("signed_at", base::to_string(*version.signed_at));
    one.emplace("from", base::PartialDate::from_days(version.from_day).str());
  }
  return one;
}

}  // namespace

boost::json::object agreement_line_json(const registry::AgreementView& view) {
  const auto& head = view.head().text;
  return {{"id", view.id.str()},
          {"partnership", head.value.partnership.str()},
          {"title", text_json(view.shown().text.value.title)},
          {"state", registry::name_of(view.state)},
          {"version", head.version},
          {"counting", view.counting},
          {"waits", view.waits()}};
}

boost::json::object withdrawn_json(const registry::WithdrawnAgreement& stone) {
  boost::json::array versions;
  const auto& was = stone.was;
  for (auto each = was.versions.rbegin(); each != was.versions.rend(); ++each) {
    boost::json::array signatures;
    for (const auto& needed : each->needed) {
      if (!needed.given) continue;
      auto one = hashed_json(needed.given->signature);
      one.emplace("id", needed.given->signature.id.str());
      one.emplace("party", needed.party.organisation.str());
      signatures.push_back(std::move(one));
    }
    auto one = hashed_json(each->text);
    one.emplace("signatures", std::move(signatures));
    versions.push_back(std::move(one));
  }
  return {{"id", was.id.str()},
          {"partnership", was.head().text.value.partnership.str()},
          {"title", text_json(was.shown().text.value.title)},
          {"at", base::to_string(stone.withdrawal.time)},
          {"reason", text_json(stone.withdrawal.value.withdrawn)},
          {"withdrawal", hashed_json(stone.withdrawal)},
          {"versions", std::move(versions)}};
}

boost::json::object gone_file_json(const registry::GoneFile& gone) {
  return {{"file", gone.file},
          {"size", gone.size},
          {"at", base::to_string(gone.at)},
          {"reason", gone.reason},
          {"words", text_json(gone.words)},
          {"record", gone.removal.str()},
          {"receipt", "/log/proof/" + gone.removal.str() + "/1"}};
}

std::optional<http::Response> gone_file_answer(const registry::Register& reg, const http::Request& request,
                                               std::string_view hash) {
  const auto told = registry::GoneFiles(reg).find(hash);
  if (!told) return std::nullopt;
  return gone(request,
              "File " + told->file + " was taken out of this register on " +
                  base::to_string(told->at).substr(0, 10) + '.',
              "The records that named it keep its hash: who has a copy can still compare it.", "taken_out",
              gone_file_json(*told));
}

boost::json::object agreement_json(const registry::AgreementView& view, const registry::GoneFiles& files) {
  auto body = agreement_line_json(view);
  boost::json::array versions;
  for (auto each = view.versions.rbegin(); each != view.versions.rend(); ++each)
    versions.push_back(version_json(*each));
  body.emplace("versions", std::move(versions));
  std::map<std::string, boost::json::object> taken_out;
  for (const auto& version : view.versions)
    for (const auto& file : version.text.value.files)
      if (const auto gone = files.find(file.file)) taken_out.emplace(file.file, gone_file_json(*gone));
  boost::json::array all;
  for (auto& [hash, told] : taken_out) all.push_back(std::move(told));
  if (!all.empty()) body.emplace("taken_out", std::move(all));
  return body;
}

}  // namespace entente::api
