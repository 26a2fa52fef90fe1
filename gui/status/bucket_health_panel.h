// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "status/bucket_watch.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace cosftp {

/// One line per bucket: a sign, its name, how fast it answered or why it did not.
class BucketHealthPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketHealthPanel)

public:
    explicit BucketHealthPanel(QWidget *parent = nullptr);

    void show(const QList<BucketHealth> &buckets);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showBuckets();

    QList<BucketHealth> m_buckets;
    QGridLayout *m_grid;
    QList<QWidget *> m_parts;
};

}  // namespace cosftp
