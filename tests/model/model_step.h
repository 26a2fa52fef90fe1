// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/model_client.h"
#include "support/fake_store.h"

#include <QRandomGenerator>

#include <optional>

namespace cosftp::test {

/// A trouble of the store in one step.
struct PlannedFault
{
    enum class Kind { Fail, LoseAnswer, CorruptBody, CutRead, CorruptRead };
    Kind kind = Kind::Fail;
    FakeStore::Verb verb = FakeStore::Verb::Put;
    int nth = 1;
    Failure::Code code = Failure::Code::Busy;
    bool isRetryable = false;
    qint64 atByte = 0;
};

/// One thing that a client does, complete in itself, so that a trace can be run again in part.
struct Step
{
    enum class Kind {
        Stor,
        RestStor,  ///< At a random offset.
        Resume,    ///< At what SIZE says, as clients do.
        Appe,
        TakeOver,  ///< APPE in a new session while the upload of a client that fell silent runs.
        Retr,
        Size,
        List,
        Rename,
        Dele,
        Mkd,
        Rmd,
        Stranger,  ///< SIZE by another user, who must not see what is kept.
        Restart,   ///< The server forgets all that does not lie in the bucket.
        Reconnect,
        OtherServer  ///< Goes on at the other server; the session at this one stays.
    };
    Kind kind = Kind::Stor;
    QByteArray path;
    QByteArray target;  ///< Of a rename.
    int sizeBytes = 0;
    int offset = 0;
    quint32 contentSeed = 0;
    Ending ending = Ending::Whole;
    std::optional<PlannedFault> fault;

    [[nodiscard]] bool isUpload() const { return kind <= Kind::TakeOver; }
};

Step randomStep(QRandomGenerator &random);
/// With two servers it is what comes next that matters: half of the steps stay with the name of the
/// step before, what is cut is often long enough to be kept, and then the other server is often
/// asked for it.
Step randomStepOfTwoServers(QRandomGenerator &random, const Step &last);
QByteArray toText(const Step &step);
QByteArray contentOf(const Step &step);
void plan(const PlannedFault &fault, FakeStore &store);

}  // namespace cosftp::test
