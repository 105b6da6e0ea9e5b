/**
 * Verbs whose participle or noun no rule of endings joins to them: `vendre`, `vendu`, `vente`. Each line is read as the
 * thesaurus's are; of a participle in u the plural stands besides, for the stemmer leaves it whole. Left out are forms that mostly say something else (`produit`, `compris`, `permis`, `né`).
 */
const lines = `
acheter = achat
acquérir = acquis = acquisition
admettre = admis = admission
apprendre = appris
atteindre = atteint
attendre = attendu = attente
choisir = choix
comprendre = compréhension
concevoir = conçu = conception
conclure = conclu
conduire = conduit
connaître = connu = connaissance
conquérir = conquis = conquête
construire = construit = construction
contraindre = contraint
convaincre = convaincu = conviction
coudre = cousu = couture
couvrir = couvert = couverture
craindre = craint
croître = croissance
découvrir = découvert
décrire = décrit = description
défendre = défendu = défense
détenir = détenu = détention
détruire = détruit = destruction
disparaître = disparu = disparition
dissoudre = dissous = dissolution
écrire = écrit = écriture
élire = élu = élection
entretenir = entretenu = entretien
éteindre = éteint = extinction
exclure = exclu
inclure = inclus
inscrire = inscrit = inscription
interdire = interdit = interdiction
interrompre = interrompu = interruption
intervenir = intervenu = intervention
introduire = introduit = introduction
joindre = joint
lire = lecture
louer = location
maintenir = maintenu = maintien
mourir = mort
naître = naissance
nourrir = nourriture
obtenir = obtenu = obtention
offrir = offert = offre
ouvrir = ouvert = ouverture
peindre = peint = peinture
percevoir = perçu = perception
perdre = perdu = perte
poursuivre = poursuivi = poursuite
prendre = pris
prescrire = prescrit = prescription
prévenir = prévenu = prévention
prévoir = prévu = prévision
produire = production
recevoir = reçu = réception
reconnaître = reconnu = reconnaissance
réduire = réduit = réduction
rejoindre = rejoint
remettre = remis = remise
rendre = rendu
répondre = répondu = réponse
reprendre = repris = reprise
résoudre = résolu
restreindre = restreint = restriction
retenir = retenu
rompre = rompu = rupture
souffrir = souffert = souffrance
souscrire = souscrit = souscription
soutenir = soutenu = soutien
suivre = suivi
suspendre = suspendu = suspension
traduire = traduit = traduction
transmettre = transmis = transmission
vendre = vendu = vente
`;

export const irregularVerbs: readonly (readonly string[])[] = lines
  .trim()
  .split('\n')
  .map((line) => line.split(' = ').flatMap((form) => (form.endsWith('u') ? [form, `${form}s`] : [form])));
