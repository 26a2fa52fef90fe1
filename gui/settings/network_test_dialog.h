// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"

#include <QDialog>

class QGridLayout;
class QLabel;
class QPushButton;

namespace cosftp {

/// Has the server's network tried on its own machine; needs no Internet. Begins when it opens, can
/// be stopped and begun again, and its result copied.
class NetworkTestDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NetworkTestDialog)

public:
    explicit NetworkTestDialog(ServerLink &link, QWidget *parent = nullptr);
    ~NetworkTestDialog() override = default;

private:
    void build();
    void start();
    void onButton();
    void onStep(const NetworkStep &step);
    void onFinished();
    void end(const QString &summary);
    void copy();

    ServerLink &m_link;
    QList<NetworkStep> m_steps;
    QWidget *m_rows = nullptr;
    QGridLayout *m_grid = nullptr;
    QLabel *m_summary;
    QPushButton *m_again;
    QPushButton *m_copy;
    QObject *m_run = nullptr;  ///< While it runs; its death stops the test.
};

}  // namespace cosftp
