// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/cos_call.h"

namespace cosftp {

/// What a good answer means; see answer_judge.h.
template <typename T>
using Interpret = std::function<Result<T>(const HttpAnswer &)>;

/// A request in the lane of small ones, with the silence limit that suits them.
inline CosRequest requestFor(const CosConnection &connection, const char *name,
                             HttpRequest::Method method, const QByteArray &key)
{
    CosRequest request;
    request.name = name;
    request.method = method;
    request.key = key;
    request.silenceLimit = connection.options.metadataSilence;
    return request;
}

/// Makes the call that hands the interpretation of the good answer, or the last failure, to the
/// handler. To be started by the caller; dies with the context.
template <typename T>
CosCall *ask(const std::shared_ptr<CosConnection> &connection, CosRequest request,
             Interpret<T> interpret, QObject *context, Handler<T> handler)
{
    auto value = std::make_shared<Result<T>>();
    auto judge = [value, interpret = std::move(interpret)](const HttpAnswer &answer) -> Outcome {
        *value = interpret(answer);
        return *value ? Outcome(Done{}) : Outcome(value->error());
    };
    auto *call = new CosCall(connection, std::move(request), std::move(judge), context);
    QObject::connect(call, &CosCall::finished, context,
                     [call, value, handler = std::move(handler)](const Outcome &outcome) {
                         call->deleteLater();
                         handler(outcome ? std::move(*value) : Result<T>(outcome.error()));
                     });
    return call;
}

}  // namespace cosftp
