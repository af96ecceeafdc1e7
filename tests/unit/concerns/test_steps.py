"""The catalogue's steps of the ticket's path agree with those of the lab's faults, which know nothing of it."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step

from lab.fault import LATENT, Fault
from lab.faults import FAULTS

STEPS = {control.id: control.step for control in CONTROLS}
# Findings of these have a step of their own: a host that is not converged gets no clients, and a node refuses
# a ticket whose type it does not allow, although the domain controller has issued it.
OWN = {
    ("NLB-1", "state in cluster"): Step.LATENT,
    ("SPN-4", "encryption types that this node allows"): Step.NODE,
}


def step_of(control: str, subject: str) -> str:
    own = [step for (of, begins), step in OWN.items() if of == control and subject.startswith(begins)]
    return (own or [STEPS[control]])[0].word


@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if (*fault.reported, *fault.alone)], ids=lambda fault: fault.name
)
def test_a_faults_step_is_that_of_its_first_finding(fault: Fault) -> None:
    control, subject = (*fault.reported, *fault.alone)[0]
    assert fault.step == step_of(control, subject)


def test_latent_is_the_same_word() -> None:
    assert Step.LATENT.word == LATENT
    assert [step.word for step in Step][:-1] == [str(number) for number in range(1, 8)]
