/** Acronyms that a calmed title keeps in capitals, folded. */
export const acronyms: ReadonlySet<string> = new Set(
  (
    'ada adie adil adef ademe adem afpa amap amo anah anct anpe aptic arml ars asbl ase bfc bge bij cada cae caf carsat cc ' +
    'ccas cci cddp cdc cdi cfa cg cget cgpme chrs chu cias cidff cij cio civam clae clcv cma cmp cnam cnfpt cnfs cnrs copil covid cpam cpie cpts cress ' +
    'crij csapa csc ctc cts cuma dddl ddcs ddfip dgfip diy dla drac eei ehpad eps epci epide epn esat esc esn ess eu faj falep fcpe fjt fle ' +
    'fn fr gem geiq gip giec gps grdr grta gret hlm iae ia ime inria insa insee iot irts iut iufm jpo lab3d mda mde mdem mdph mds ' +
    'mecs mfr mfs mjc mla mlj msa msap mst mvc nbt nc ndl nmm ocde oms ong onu opac opco oph paca pad pam pao pcb pcs pdc petr pij pimms pme pmi pmr pnr ' +
    'psa ptce qpv qr raj rcf rdc rdv rin rpe rsa rse rsp rtbf rtt sa samu sarl sas scic scop sdf sdis sdsei siae sncf sos spip ss ' +
    'tgv tnt tpe tv uc udaf udap uimm unaf unc unesco urssaf usa usb utl vae vip vr wc wifi xp zac zfe zus 3d 2d'
  ).split(' '),
);
