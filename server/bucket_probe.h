// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "settings/settings.h"

#include <QObject>

#include <memory>

namespace cosftp {

/// One thing that a key must be allowed to do, and whether it may.
struct ProbeStep
{
    enum class Kind { Reach, List, Upload, Download, Multipart, Copy, Delete };
    enum class Verdict { Passed, Failed, Skipped };  ///< Skipped: a step it needs has failed.
    Kind kind = Kind::Reach;
    Verdict verdict = Verdict::Skipped;
    int milliseconds = 0;
    QString problem;    ///< What the store said, with code and request id; empty if passed.
    QString field;      ///< The key of [BUCKET] that is wrong, if one can be named: "secret_key".
    QString advice;     ///< What to change, one English sentence; empty if passed.
    QString camAction;  ///< "cos:PutObject": the permission that the key lacks; empty otherwise.
    bool operator==(const ProbeStep &) const = default;
};

/// Tries a bucket as the gateway uses it: every permission on its own, with small objects under
/// `prefix` + ".cosftp-probe-…" that are removed again. Each step is told as it ends. Lives in one
/// thread, blocks nothing; destroying it cancels it (what it made is removed in the background).
class BucketProbe final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketProbe)

public:
    /// `isReadOnly`: only Reach, List and (of an object that is there) Download are tried.
    BucketProbe(const BucketSettings &bucket, QByteArray prefix, bool isReadOnly,
                QObject *parent = nullptr);
    ~BucketProbe() override;

    void start();

Q_SIGNALS:
    void stepDone(const cosftp::ProbeStep &step);
    void finished();

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp
