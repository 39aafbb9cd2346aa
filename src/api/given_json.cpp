// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/given_json.hpp"

#include <string>
#include <utility>

#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "http/multipart.hpp"
#include "registry/attesting.hpp"

namespace entente::api {

namespace {

SentEvidence read_evidence(const boost::json::object& sent) {
  require_members(sent, {"version", "kind", "title", "url"});
  SentEvidence read{sent_version(sent), {}, {}};
  read.piece.kind = sent_string(sent, "kind");
  read.piece.title = sent_text(sent, "title");
  read.piece.url = sent_string(sent, "url");
  return read;
}

}  // namespace

boost::json::object delivery_json(const registry::Held<model::Delivery>& held,
                                  const std::vector<registry::Held<model::Attestation>>& words) {
  auto one = held_json(held);
  boost::json::array levels;
  for (const auto& level : registry::levels_of(held, words)) levels.emplace_back(level);
  one.emplace("attested", std::move(levels));
  one.emplace("disputed", registry::is_disputed(held, words));
  return one;
}

boost::json::object given_json(const registry::EnteredPromise& entered) {
  const auto& r = entered.record;
  boost::json::object body;
  if (const auto* const delivery = std::get_if<model::Delivery>(&r.value)) {
    body = delivery_json({r.id, *delivery, r.version, r.event_seq, r.time, r.author, r.hash}, entered.words);
    boost::json::array words;
    for (const auto& word : entered.words) words.push_back(held_json(word));
    body.emplace("words", std::move(words));
  } else {
    const auto& promise = std::get<model::Commitment>(r.value);
    body = held_json(
        registry::Held<model::Commitment>{r.id, promise, r.version, r.event_seq, r.time, r.author, r.hash});
  }
  body.emplace("partnership_title", text_json(entered.partnership));
  body.emplace("from_file", entered.from_file);
  body.emplace("withdrawn", entered.withdrawn);
  return body;
}

SentEvidence sent_evidence(const http::Request& request) {
  if (!is_multipart(request)) return read_evidence(sent_object(request));
  const auto parts = http::parse_multipart(request);
  if (!parts)
    throw base::BadInput("The body", "is no form of several parts", "Send it as multipart/form-data.");
  const http::Part* said = nullptr;
  const http::Part* file = nullptr;
  for (const auto& part : *parts) {
    auto*& known = part.name == "evidence" ? said : file;
    if ((part.name != "evidence" && part.name != "file") || known)
      throw base::BadInput("The body", "has another part than evidence and file, or one of them twice",
                           "Send both, each once.");
    known = &part;
  }
  if (!said || !file || file->content.empty())
    throw base::BadInput("The body", "lacks the part evidence, or a file that is not empty", "Send both.");
  auto read = read_evidence(json_object(said->content, "evidence"));
  read.piece.name = file->file_name;
  read.bytes = file->content;
  return read;
}

}  // namespace entente::api
